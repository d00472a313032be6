const transform = { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] };

/** One project per tier; `live` runs only when asked for (`npm run test:live`). */
const tier = (name, extra = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform,
	...extra,
});

module.exports = {
	projects: [tier('unit'), tier('cerb-server'), tier('engine'), tier('tools'), tier('live')],
};
