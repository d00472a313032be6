import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** A property of the clone by the names on the way to it. */
function find(properties: INodeProperties[], name: string, operation?: string): INodeProperties {
	const found = properties.find(
		(property) =>
			property.name === name &&
			(operation === undefined || property.displayOptions?.show?.operation?.includes(operation)),
	);
	if (!found) throw new RangeError(`no property ${name}`);
	return found;
}
const choices = (property: INodeProperties) => property.options as INodePropertyOptions[];
const six = (): INodePropertyOptions[] =>
	['A', 'B', 'C', 'E', 'D', 'F'].map((name) => ({ name, value: name }));

/** For each rule at least one change that breaks it and no other way to notice. */
export const MUTATIONS: Array<
	[rule: string, what: string, mutate: (properties: INodeProperties[]) => void]
> = [
	['default', 'removed', (p) => Reflect.deleteProperty(find(p, 'query'), 'default')],
	['default', 'of a text a number', (p) => Object.assign(find(p, 'query'), { default: 5 })],
	['default', 'of a flag a text', (p) => Object.assign(find(p, 'returnAll'), { default: 'false' })],
	['default', 'not in the list', (p) => Object.assign(find(p, 'method'), { default: 'HEAD' })],
	['default', 'of a dynamic list a text', (p) => Object.assign(find(p, 'expand'), { default: '' })],
	['default', 'of a collection a list', (p) => Object.assign(find(p, 'options'), { default: [] })],
	[
		'default',
		'locator of an unknown mode',
		(p) => Object.assign(find(p, 'recordType'), { default: { mode: 'id', value: '' } }),
	],
	[
		'display name in title case',
		'lower word',
		(p) => Object.assign(find(p, 'jsonBody'), { displayName: 'JSON body' }),
	],
	[
		'display name in title case',
		'in a collection',
		(p) => Object.assign(find(p, 'options').options![0], { displayName: 'Include deleted' }),
	],
	[
		'display name in title case',
		'in a locator',
		(p) => Object.assign(find(p, 'recordType').modes![0], { displayName: 'From list' }),
	],
	[
		'display name in title case',
		'group of values',
		(p) => Object.assign(find(p, 'queryParameters').options![0], { displayName: 'one parameter' }),
	],
	[
		'option name in title case',
		'lower word',
		(p) => (choices(find(p, 'output'))[1].name = 'Selected fields'),
	],
	[
		'boolean begins with Whether',
		'If',
		(p) => Object.assign(find(p, 'returnAll'), { description: 'If all' }),
	],
	[
		'boolean begins with Whether',
		'none',
		(p) => Reflect.deleteProperty(find(p, 'returnAll'), 'description'),
	],
	[
		'boolean begins with Whether',
		'in a collection',
		(p) => Object.assign(find(p, 'options').options![0], { description: 'Find deleted' }),
	],
	[
		'no data expression',
		'resource',
		(p) => Reflect.deleteProperty(find(p, 'resource'), 'noDataExpression'),
	],
	[
		'no data expression',
		'operation',
		(p) => Object.assign(find(p, 'operation'), { noDataExpression: false }),
	],
	[
		'every operation has an action',
		'removed',
		(p) => Reflect.deleteProperty(choices(find(p, 'operation'))[0], 'action'),
	],
	[
		'action in sentence case',
		'title case',
		(p) => (choices(find(p, 'operation'))[0].action = 'Search Records'),
	],
	[
		'action in sentence case',
		'lower case',
		(p) => (choices(find(p, 'operation'))[0].action = 'search records'),
	],
	[
		'action without articles',
		'the',
		(p) => (choices(find(p, 'operation'))[0].action = 'Search the records'),
	],
	['dynamic name', 'plain', (p) => Object.assign(find(p, 'expand'), { displayName: 'Expand' })],
	[
		'dynamic name',
		'singular',
		(p) => Object.assign(find(p, 'expand'), { displayName: 'Expand Name or ID' }),
	],
	[
		'dynamic description',
		'own words',
		(p) => Object.assign(find(p, 'expand'), { description: 'What to load' }),
	],
	['limit', 'default 100', (p) => Object.assign(find(p, 'limit'), { default: 100 })],
	['limit', 'no minimum', (p) => Object.assign(find(p, 'limit'), { typeOptions: {} })],
	['limit', 'own words', (p) => Object.assign(find(p, 'limit'), { description: 'How many' })],
	[
		'return all',
		'own words',
		(p) => Object.assign(find(p, 'returnAll'), { description: 'Whether to return all' }),
	],
	['return all', 'on', (p) => Object.assign(find(p, 'returnAll'), { default: true })],
	[
		'secrets are passwords',
		'open',
		(p) => Object.assign(find(p, 'query'), { name: 'accessToken' }),
	],
	[
		'placeholder',
		'without e.g.',
		(p) => Object.assign(find(p, 'query'), { placeholder: 'status:o' }),
	],
	[
		'placeholder',
		'in a fixed collection',
		(p) =>
			Object.assign(
				(find(p, 'queryParameters').options![0] as { values: INodeProperties[] }).values[0],
				{ placeholder: 'name' },
			),
	],
	[
		'placeholder',
		'of a collection',
		(p) => Object.assign(find(p, 'options'), { placeholder: 'Options' }),
	],
	[
		'placeholder',
		'in a locator',
		(p) => Object.assign(find(p, 'recordType').modes![1], { placeholder: 'ticket' }),
	],
	['no required: false', 'said', (p) => Object.assign(find(p, 'query'), { required: false })],
	['five or more are alphabetical', 'options', (p) => choices(find(p, 'method')).reverse()],
	[
		'five or more are alphabetical',
		'a new list',
		(p) => Object.assign(find(p, 'output'), { options: six(), default: 'A' }),
	],
	[
		'option names and values are unique',
		'value',
		(p) => (choices(find(p, 'output'))[0].value = 'fields'),
	],
	[
		'option names and values are unique',
		'name',
		(p) => (choices(find(p, 'output'))[0].name = 'Simplified'),
	],
	[
		'description starts upper case',
		'property',
		(p) => Object.assign(find(p, 'query'), { description: 'what to find' }),
	],
	[
		'description starts upper case',
		'option',
		(p) => (choices(find(p, 'output'))[0].description = 'all fields'),
	],
	[
		'final period',
		'one sentence with',
		(p) => Object.assign(find(p, 'query'), { description: 'What to find.' }),
	],
	[
		'final period',
		'two sentences without',
		(p) => Object.assign(find(p, 'query'), { description: 'One. Two' }),
	],
	['final period', 'option', (p) => (choices(find(p, 'output'))[0].description = 'All fields.')],
	[
		'final period',
		'hint of a locator',
		(p) => Object.assign(find(p, 'recordType').modes![1], { hint: 'The alias.' }),
	],
	[
		'description is not the name',
		'same',
		(p) => Object.assign(find(p, 'query'), { description: 'query' }),
	],
	['no empty text', 'description', (p) => Object.assign(find(p, 'query'), { description: '' })],
	[
		'trimmed',
		'blank at the end',
		(p) => Object.assign(find(p, 'query'), { displayName: 'Query ' }),
	],
	[
		'trimmed',
		'two blanks',
		(p) => Object.assign(find(p, 'query'), { description: 'What  to find' }),
	],
	['abbreviations', 'Id', (p) => Object.assign(find(p, 'query'), { displayName: 'Query Id' })],
	['abbreviations', 'json', (p) => Object.assign(find(p, 'query'), { description: 'Some json' })],
	['no emoji', 'name', (p) => (choices(find(p, 'output'))[0].name = 'Raw 🚀')],
	['no emoji', 'description', (p) => Object.assign(find(p, 'query'), { description: 'Find 🔍' })],
	['unique names', 'same conditions', (p) => p.push(structuredClone(find(p, 'query')))],
	[
		'unique names',
		'no conditions',
		(p) => p.push({ ...structuredClone(find(p, 'query')), displayOptions: undefined }),
	],
	[
		'unique names',
		'in a collection',
		(p) =>
			find(p, 'options').options!.push(structuredClone(find(p, 'options').options![0]) as never),
	],
];
