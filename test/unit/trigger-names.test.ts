import type { INodePropertyOptions } from 'n8n-workflow';

import { builtNode, builtTrigger } from './support/built';
import { parameterPaths } from './support/parameter-paths';

/**
 * Names that workflows have saved. They are public API: a change here breaks workflows that people
 * run, so a new version of the node is needed for it.
 */
const SAVED = [
	'authentication',
	'triggerOn',
	'recordType',
	'events',
	'direction',
	'query',
	'filters.conditions.field',
	'filters.conditions.operator',
	'filters.conditions.value',
	'expand',
	'output',
	'fields',
	'options.includeDeleted',
	'options.maxRecords',
	'options.settleSeconds',
];
const SAVED_VALUES: Record<string, string[]> = {
	authentication: ['oAuth2', 'signature', 'token'],
	triggerOn: [
		'newComment',
		'newMessage',
		'recordCreated',
		'recordCreatedOrUpdated',
		'recordUpdated',
		'ticketChanged',
	],
	direction: ['any', 'incoming', 'outgoing'],
	output: ['fields', 'raw', 'simplified'],
	events: [
		'comment.create',
		'connection.link',
		'connection.unlink',
		'record.merge',
		'ticket.message.inbound',
		'ticket.message.outbound',
		'ticket.message.relay',
		'ticket.moved',
		'ticket.owner.assigned',
		'ticket.owner.unassigned',
		'ticket.participant.added',
		'ticket.participant.removed',
		'ticket.split',
		'ticket.status.closed',
		'ticket.status.deleted',
		'ticket.status.open',
		'ticket.status.waiting',
		'watcher.assigned',
		'watcher.follow',
		'watcher.unassigned',
		'watcher.unfollow',
	],
};
const SAVED_DEFAULTS: Record<string, unknown> = {
	authentication: 'oAuth2',
	triggerOn: 'recordCreated',
	events: [],
	direction: 'any',
	output: 'simplified',
	'options.includeDeleted': false,
	'options.maxRecords': 1000,
	'options.settleSeconds': 3,
};

const { description } = builtTrigger();

const parameters = () => parameterPaths(description.properties);

test('the trigger keeps its name and its credentials', () => {
	expect(description).toMatchObject({ name: 'cerbTrigger', version: 1, polling: true, inputs: [] });
	const { credentials } = builtNode().description;
	expect(description.credentials).toEqual(credentials);
	expect(description.icon).toEqual(builtNode().description.icon);
});

test('every parameter keeps its name', () => {
	expect([...new Set(parameters().map(([path]) => path))].sort()).toEqual([...SAVED].sort());
});

test.each(Object.entries(SAVED_VALUES))('%s keeps its values', (name, values) => {
	const found = parameters().filter(([path]) => path === name);
	for (const [, { options }] of found) {
		const own = (options as INodePropertyOptions[]).map(({ value }) => String(value));
		expect(own.sort()).toEqual([...values].sort());
	}
	expect(found.length).toBeGreaterThan(0);
});

test.each(Object.entries(SAVED_DEFAULTS))('%s keeps its default', (name, value) => {
	const found = parameters().filter(([path]) => path === name);
	expect(found.map(([, property]) => property.default)).toEqual([value]);
});

test('what the editor asks for live is there', () => {
	const { methods } = builtTrigger();
	const asked = parameters().flatMap(([, { typeOptions, modes = [] }]) => [
		...(typeOptions?.loadOptionsMethod ? [String(typeOptions.loadOptionsMethod)] : []),
		...modes.flatMap((mode) => mode.typeOptions?.searchListMethod ?? []),
	]);
	const known = [
		...Object.keys(methods?.loadOptions ?? {}),
		...Object.keys(methods?.listSearch ?? {}),
	];
	expect(asked.length).toBeGreaterThan(2);
	expect(asked.filter((method) => !known.includes(method))).toEqual([]);
});
