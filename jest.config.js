const transform = { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] };

/**
 * One project per tier. Only when asked for: `live` (`npm run test:live`), `e2e` (`npm run test:e2e`)
 * and, on n8n 1, `engine-1x` (`npm run test:compat`) and `e2e-1x` (`npm run test:e2e:compat`). Each looks
 * into its own folder only: a tree such as the n8n in `.cache/` would be walked otherwise.
 */
const tier = (name, extra = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testEnvironment: 'node',
	roots: [`<rootDir>/test/${name}`],
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	setupFilesAfterEnv: ['<rootDir>/test/leaks/setup.ts'],
	transform,
	...extra,
});

const engine1x = tier('engine', {
	displayName: 'engine-1x',
	globals: { N8N_MAJOR: 1 },
	globalSetup: '<rootDir>/test/engine/n8n-1/install.js',
	resolver: '<rootDir>/test/engine/n8n-1/resolver.js',
});

const e2e = (extra) =>
	tier('e2e', {
		globalSetup: '<rootDir>/test/e2e/start.ts',
		globalTeardown: '<rootDir>/test/e2e/stop.ts',
		...extra,
	});

module.exports = {
	// Loading n8n takes seconds on a busy machine. Jest reads this here only, not from a project.
	testTimeout: 30_000,
	reporters: ['default', '<rootDir>/test/leaks/reporter.mjs'],
	projects: [
		tier('unit'),
		tier('cerb-server'),
		tier('engine', { globals: { N8N_MAJOR: 2 } }),
		tier('tools'),
		tier('live'),
		e2e({ globals: { N8N_MAJOR: 2 } }),
		engine1x,
		e2e({
			displayName: 'e2e-1x',
			globals: { N8N_MAJOR: 1 },
			testMatch: ['consent', 'workflows', 'agent', 'instant-trigger'].map(
				(name) => `<rootDir>/test/e2e/${name}.test.ts`,
			),
		}),
	],
};
