/**
 * Lets jest find the engine of n8n 1 wherever a module asks for the engine: the bed, the tests and
 * the built package alike.
 */
const { sep } = require('node:path');

const FOLDER = require('./folder');
const PACKAGES = Object.keys(require('./package.json').dependencies);

const isEngine = (path) => PACKAGES.some((name) => path === name || path.startsWith(`${name}/`));

module.exports = (path, options) => {
	const isOutside = !`${options.basedir}${sep}`.startsWith(`${FOLDER}${sep}`);
	const basedir = isEngine(path) && isOutside ? FOLDER : options.basedir;
	return options.defaultResolver(path, { ...options, basedir });
};
