const { rm } = require('node:fs/promises');
const { src, dest } = require('gulp');

/** Removes the build, so that a file deleted from the sources cannot live on in the package. */
function clean() {
	return rm('dist', { recursive: true, force: true });
}

/**
 * Copies what tsc leaves behind: icons and codex files. `encoding: false` because gulp 5 reads
 * files as UTF-8 text otherwise, which destroys a PNG. One pattern per folder because gulp walks from where
 * a pattern's braces begin, and that would be the whole tree with node_modules.
 */
function assets() {
	const pictures = ['nodes', 'credentials', 'icons'].map((folder) => `${folder}/**/*.{svg,png}`);
	return src([...pictures, 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);
}

module.exports = { clean, assets };
