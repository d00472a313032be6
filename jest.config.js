const transform = { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] };

/** One project per tier; `live` runs only when asked for (`npm run test:live`). */
const tier = (name, extra = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform,
	// Loading n8n takes seconds on a busy machine.
	testTimeout: 30_000,
	...extra,
});

module.exports = {
	projects: [tier('unit'), tier('cerb-server'), tier('engine'), tier('tools'), tier('live')],
};
