import type { IDataObject } from 'n8n-workflow';

import { asText, shown } from '../../cerb/text';
import { binaryFieldProperty, maxSizeOption, readBinary } from '../binary-input';
import { readJsonObject } from '../inputs';
import type { CerbOperation, OperationContext } from '../operation';
import { optionsProperty } from '../options';
import { problem, readRows, text } from '../parameters';
import { addHint } from '../record-output';

/** A question that a package asks before it is imported. */
interface Prompt {
	key: string;
	label?: string;
	params?: { default?: unknown };
}

/** `POST packages/import`: what the package holds becomes records. */
export const importPackage: CerbOperation = {
	value: 'importPackage',
	name: 'Import Package',
	action: 'Import package',
	description: 'Create the records that a package of Cerb holds, as an administrator',
	properties: [
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			options: [
				{ name: 'Binary File', value: 'binary', description: 'A JSON file of the item' },
				{ name: 'JSON', value: 'json', description: 'The package itself' },
			],
			default: 'json',
			description: 'Where the package is',
		},
		{
			displayName: 'Package (JSON)',
			name: 'packageJson',
			type: 'json',
			default: '{}',
			required: true,
			description: 'The package as Cerb exports it',
			displayOptions: { show: { source: ['json'] } },
		},
		{ ...binaryFieldProperty, displayOptions: { show: { source: ['binary'] } } },
		{
			displayName: 'Prompts',
			name: 'prompts',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add prompt',
			default: {},
			description:
				'Answers to the questions of the package. Its defaults count for those that are not given.',
			options: [
				{
					displayName: 'Prompt',
					name: 'answers',
					values: [
						{
							displayName: 'Key',
							name: 'key',
							type: 'string',
							default: '',
							placeholder: 'e.g. prompt_title',
						},
						{ displayName: 'Value', name: 'value', type: 'string', default: '' },
					],
				},
			],
		},
		optionsProperty([maxSizeOption]),
	],
	async execute(context) {
		const content = await readPackage(context);
		const prompts = readPrompts(context, promptsOf(content));
		const { records_created } = await context.client.call({
			method: 'POST',
			path: 'packages/import.json',
			form: { package_json: JSON.stringify(content), prompts },
		});
		const created = listCreated(records_created);
		if (created.length === 0) {
			addHint(context, 'The package made no records: it may hold settings only, or nothing');
		}
		return [{ json: { records_created: created }, pairedItem: { item: context.itemIndex } }];
	},
};

async function readPackage(context: OperationContext): Promise<IDataObject> {
	if (text(context, 'source') !== 'binary') {
		return readJsonObject(context, 'packageJson', 'Package (JSON)');
	}
	const { name, content } = await readBinary(context, text(context, 'binaryField'));
	let value: unknown;
	try {
		value = JSON.parse(content.toString('utf8'));
	} catch {
		value = undefined;
	}
	if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
		return value as IDataObject;
	}
	throw problem(
		context,
		`The file "${name}" is not a package: it holds no JSON object`,
		'Check the parameter Input Binary Field',
	);
}

function promptsOf(content: IDataObject): Prompt[] {
	const { configure } = (content.package ?? {}) as { configure?: { prompts?: Prompt[] } };
	return Array.isArray(configure?.prompts) ? configure.prompts : [];
}

/** Cerb's pages fill in the defaults of a package, its API does not (measured on Cerb 10.4.10). */
function readPrompts(context: OperationContext, asked: Prompt[]): Record<string, string> {
	const rows = readRows(context, 'prompts.answers', 'Prompts');
	const answers = new Map(rows.map(({ key, value }) => [asText(key), asText(value)]));
	const unknown = [...answers.keys()].find((key) => !asked.some((prompt) => prompt.key === key));
	if (unknown !== undefined) {
		const keys = asked.map(({ key }) => key);
		throw problem(
			context,
			`The package does not ask for ${shown(unknown)}`,
			keys.length > 0 ? `It asks for ${keys.join(', ')}` : 'It asks for nothing: remove Prompts',
		);
	}
	return Object.fromEntries(
		asked.map(({ key, label, params }) => {
			const answer = answers.get(key) || String(params?.default ?? '');
			if (answer !== '') return [key, answer];
			throw problem(
				context,
				`The package asks for ${shown(asText(label ?? key))}`,
				`Add the prompt ${key} in the parameter Prompts`,
			);
		}),
	);
}

/** `{ context: { uid: { id, label } } }` as a list; ids are numbers or texts by type. */
function listCreated(created: unknown): IDataObject[] {
	const byContext = Object.entries((created ?? {}) as Record<string, IDataObject>);
	return byContext.flatMap(([context, byUid]) =>
		Object.entries(byUid).map(([uid, record]) => {
			const { id, label } = record as IDataObject;
			return { context, uid, id: Number(id), label: label ?? null };
		}),
	);
}
