/* eslint-disable @n8n/community-nodes/no-restricted-imports -- copies the built package on the disk of the test process */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { linkHostModules, preparePackage } from '../host/package-under-test';
import { Trial } from './judge';
import { World } from './world';

jest.setTimeout(600_000);

/** How many cases with the same parameter may go by before the judge has to have seen it. */
const CASES = 400;

interface Bug {
	operation: string;
	/** The parameter whose cases are run. */
	path: string;
	/** File below `dist/nodes/Cerb`, what stands there, what is put in its place. */
	patches: Array<[file: string, right: RegExp, wrong: string]>;
	/** What the judge has to say. */
	found: RegExp;
}

/** Mistakes that are easily made; each takes away one guard of the built package. */
const BUGS: Record<string, Bug> = {
	'a path is not checked': {
		operation: 'request/genericRequest',
		path: 'path',
		patches: [['cerb/path.js', /return !\['', '\.', '\.\.'\]\.includes.*/, 'return true;']],
		found: /a path outside of the API/,
	},
	'a path is resolved like a link': {
		operation: 'request/genericRequest',
		path: 'path',
		patches: [
			[
				'cerb/path.js',
				/const written = text\.trim\(\);/,
				'$& return { path: /[.:]/.test(written) ? written : `${written}.json`, query: [] };',
			],
			[
				'cerb/http-request.js',
				/url: `\$\{baseUrl\}\/rest\/\$\{request\.path\}/,
				'url: `${new URL(request.path, baseUrl + "/rest/").href}',
			],
		],
		found: /connected to 127\.0\.0\.1/,
	},
	'a value is not quoted': {
		operation: 'record/search',
		path: 'filters.conditions.0.value',
		patches: [['cerb/query.js', /return `"\$\{text\.replace\(.*/, 'return `"${text}"`;']],
		found: /do not match, but came|records should have come/,
	},
	'an ID is rounded': {
		operation: 'record/delete',
		path: 'recordId.value',
		patches: [['actions/locator.js', /Number\.isSafeInteger\(id\) && id > 0/, 'id > 0']],
		found: /a request for #\d+, not #\d+/,
	},
	'another record is changed': {
		operation: 'record/update',
		path: 'output',
		patches: [['actions/record/update.operation.js', /\/\$\{id\}\.json/, '/${id - 1}.json']],
		found: /changed, but not asked for/,
	},
	'a text is trimmed': {
		operation: 'record/create',
		path: 'fieldsJson',
		patches: [['cerb/values.js', /: \{ value: text \};/, ': { value: text.trim() };']],
		found: /was given as .* and is stored as/,
	},
	'texts are taken for granted': {
		operation: 'record/link',
		path: 'targets',
		patches: [['actions/parameters.js', /if \(list\.every\(.*isScalar\)\)/, 'if (list)']],
		found: /words of a crash|a bug was thrown/,
	},
	'a name is looked up the way that finds "constructor"': {
		operation: 'record/get',
		path: 'fields',
		patches: [
			[
				'output/items.js',
				/Object\.hasOwn\(record, field\) \? record\[field\]/,
				'field in record ? record[field]',
			],
		],
		found: /an item is no JSON/,
	},
};

test.each(Object.entries(BUGS))(
	'%s: the judge sees it',
	async (_name, { operation, path, patches, found }) => {
		const folder = await patchedPackage(patches);
		const world = await World.open(folder);
		const violations: string[] = [];
		try {
			const trial = await Trial.open(world, operation);
			const { slots } = trial.maker;
			for (let number = 0; number < slots.length * CASES; number++) {
				if (slots[number % slots.length].path !== path) continue;
				violations.push(...(await trial.run(1, number)).violations);
				if (violations.some((violation) => found.test(violation))) break;
			}
		} finally {
			await world.close();
			await rm(dirname(dirname(folder)), { recursive: true });
		}
		expect(violations).toContainEqual(expect.stringMatching(found));
	},
);

/** A copy of the built package with something wrong in it. */
async function patchedPackage(patches: Bug['patches']): Promise<string> {
	const modules = join(await mkdtemp(join(tmpdir(), 'cerb-bug-')), 'node_modules');
	const folder = join(modules, 'n8n-nodes-cerb');
	await cp(await preparePackage(), folder, { recursive: true });
	await linkHostModules(modules);
	for (const [name, right, wrong] of patches) {
		const file = join(folder, 'dist/nodes/Cerb', name);
		const text = await readFile(file, 'utf8');
		expect(text).toMatch(right);
		await writeFile(file, text.replace(right, wrong));
	}
	return folder;
}
