import { disableProblem, shippedProblems } from './support/house-rules';
import { importsOf, readJson, sources } from './support/sources';

const named = (problems: Array<[path: string, problem: string[] | string | undefined]>) =>
	problems.filter(([, problem]) => problem !== undefined && problem.length > 0);

describe('the sources that ship', () => {
	const shipped = [...sources('nodes'), ...sources('credentials')];

	test('are found', () => {
		expect(shipped.map(({ path }) => path)).toEqual(
			expect.arrayContaining([
				'nodes/Cerb/Cerb.node.ts',
				'nodes/Cerb/cerb/client.ts',
				'credentials/CerbOAuth2Api.credentials.ts',
				'credentials/CerbSignatureApi.credentials.ts',
				'credentials/CerbTokenApi.credentials.ts',
			]),
		);
	});

	test('are short, disable nothing and import what they may', () => {
		expect(named(shipped.map((source) => [source.path, shippedProblems(source)]))).toEqual([]);
	});

	test('hold no tests', () => {
		expect(shipped.filter(({ path }) => /\.(?:test|spec)\.|__tests__/.test(path))).toEqual([]);
	});
});

test('tests, tools and demo disable nothing but what Node needs, with a reason', () => {
	const files = [...sources('test'), ...sources('demo'), ...sources('tools')];
	expect(files.length).toBeGreaterThan(10);
	expect(named(files.map((source) => [source.path, disableProblem(source)]))).toEqual([]);
});

describe('package.json', () => {
	const manifest = readJson('package.json');
	test('has no dependencies, the one peer and ships dist only', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.optionalDependencies ?? {}).toEqual({});
		expect(manifest.bundledDependencies ?? manifest.bundleDependencies ?? []).toEqual([]);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.files).toEqual(['dist']);
	});

	test('pins what it is built with', () => {
		const loose = Object.entries(manifest.devDependencies as Record<string, string>).filter(
			([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
		);
		expect(loose).toEqual([]);
	});

	test('runs nothing on the machine of whoever installs it', () => {
		const hooks = [
			'prepare',
			'preinstall',
			'install',
			'postinstall',
			'prepublish',
			'preprepare',
			'postprepare',
		];
		expect(Object.keys(manifest.scripts as object).filter((name) => hooks.includes(name))).toEqual(
			[],
		);
	});

	test('names every node and credential of the sources', () => {
		const { nodes, credentials } = manifest.n8n as { nodes: string[]; credentials: string[] };
		const built = (folder: string, ending: string) =>
			sources(folder)
				.filter(({ path }) => path.endsWith(`${ending}.ts`))
				.map(({ path }) => `dist/${path.replace(/\.ts$/, '.js')}`);
		expect([...nodes].sort()).toEqual(built('nodes', '.node').sort());
		expect([...credentials].sort()).toEqual(built('credentials', '.credentials').sort());
	});
});

describe('the checks themselves', () => {
	const off = ['eslint', 'disable'].join('-');
	const imports = '@n8n/community-nodes/no-restricted-imports';
	test.each([
		['nothing', 'const a = 1;\n', undefined],
		[
			'the form that is allowed',
			`/* ${off} ${imports} -- uses node:fs */\nimport 'fs';\n`,
			undefined,
		],
		[
			'two rules',
			`/* ${off} ${imports}, @n8n/community-nodes/no-restricted-globals -- uses node:fs */\n`,
			undefined,
		],
		['no reason', `/* ${off} ${imports} */\n`, 'top'],
		['an empty reason', `/* ${off} ${imports} -- */\n`, 'top'],
		['all rules', `/* ${off} -- because */\n`, 'top'],
		['another rule', `/* ${off} no-console -- because of it */\n`, 'no-console'],
		[
			'another rule besides',
			`/* ${off} ${imports}, no-console -- because of it */\n`,
			'no-console',
		],
		['not at the top', `const a = 1;\n/* ${off} ${imports} -- uses node:fs */\n`, 'top'],
		['one line', `// ${off}-next-line ${imports} -- uses node:fs\n`, 'top'],
		['two', `/* ${off} ${imports} -- uses node:fs */\n// ${off}-line\n`, '2 disables'],
	])('a disable: %s', (_what, text, problem) => {
		const found = disableProblem({ path: 'test/x.ts', text });
		if (problem === undefined) expect(found).toBeUndefined();
		else expect(found).toContain(problem);
	});

	test.each([
		[
			'nodes/Cerb/cerb/a.ts',
			`import { x } from './b';\nimport type { y } from 'n8n-workflow';`,
			[],
		],
		['nodes/Cerb/cerb/a.ts', `import { createHmac } from 'crypto';`, []],
		[
			'nodes/Cerb/cerb/a.ts',
			`import { x } from '../actions/b';`,
			['nodes/Cerb/cerb imports nodes/Cerb/actions/b'],
		],
		[
			'nodes/Cerb/cerb/a.ts',
			`export * from '../output';`,
			['nodes/Cerb/cerb imports nodes/Cerb/output'],
		],
		[
			'nodes/Cerb/output/a.ts',
			`import {\n\tx,\n} from "../cerb/types";`,
			['nodes/Cerb/output imports nodes/Cerb/cerb/types'],
		],
		['nodes/Cerb/methods/a.ts', `import { x } from '../cerb/b';`, []],
		[
			'nodes/Cerb/methods/a.ts',
			`import { x } from '../output';`,
			['nodes/Cerb/methods imports nodes/Cerb/output'],
		],
		[
			'nodes/Cerb/actions/r/a.ts',
			`import { x } from '../../cerb/b';\nimport { y } from '../../output';`,
			[],
		],
		[
			'nodes/Cerb/actions/r/a.ts',
			`const x = require('../../methods');`,
			['nodes/Cerb/actions imports nodes/Cerb/methods'],
		],
		['nodes/Cerb/triggers/a.ts', `import { x } from '../actions/b';`, []],
		[
			'nodes/Cerb/triggers/a.ts',
			`import { x } from '../methods';`,
			['nodes/Cerb/triggers imports nodes/Cerb/methods'],
		],
		['nodes/Cerb/a.ts', `const x = await import('../../test/unit/x');`, ['imports test/unit/x']],
		[
			'nodes/Cerb/a.ts',
			`import fs from 'node:fs';\nimport 'lodash';`,
			['imports node:fs', 'imports lodash'],
		],
		['nodes/Cerb/a.ts', `// import fs from 'fs';\n/* import 'x' */`, []],
		['nodes/Cerb/a.ts', `// ${off}-next-line no-console`, ['disables lint']],
		['nodes/Cerb/a.ts', '// @ts-ignore', ['silences the compiler']],
		['nodes/Cerb/a.ts', 'x\n'.repeat(300), ['300 lines or more']],
		['nodes/Cerb/a.ts', 'x\n'.repeat(299), []],
		['credentials/a.ts', `import { x } from '../nodes/Cerb/cerb/base-url';`, []],
		[
			'credentials/a.ts',
			`import { x } from '../nodes/Cerb/actions';`,
			['credentials imports nodes/Cerb/actions'],
		],
	])('a shipped file %s: %j', (path, text, problems) => {
		expect(shippedProblems({ path, text })).toEqual(problems);
	});

	test('imports are found in every syntax', () => {
		const text = `import a from 'a';import'b';\nimport type {\n  c,\n} from "c";\nexport { d } from 'd';\nconst e = require('e');\nawait import(\`f\`);\nimport g = require('g');`;
		expect(importsOf({ path: 'x.ts', text }).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
	});
});
