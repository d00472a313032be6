import type { INodePropertyOptions } from 'n8n-workflow';

import { builtInstantTrigger, builtNode } from './support/built';
import { parameterPaths } from './support/parameter-paths';

/**
 * Names and defaults that workflows have saved. They are public API: a change here breaks workflows
 * that people run, so a new version of the node is needed for it.
 */
const SAVED: Record<string, unknown> = {
	authentication: 'oAuth2',
	events: ['created', 'updated'],
	recordTypes: ['ticket'],
	automationName: 'n8n.changes',
	loadRecord: false,
	expand: [],
	output: 'simplified',
	fields: '',
	'options.changedFields': '',
	'options.condition': '',
	'options.ignoreOwnChanges': true,
	'options.timeout': 3,
};

const { description, methods, webhookMethods } = builtInstantTrigger();
const parameters = parameterPaths(description.properties);

test('the instant trigger keeps its name, its credentials and the path that Cerb posts to', () => {
	expect(description).toMatchObject({ name: 'cerbInstantTrigger', version: 1, inputs: [] });
	expect(description.webhooks).toEqual([
		{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
	]);
	const { credentials, icon } = builtNode().description;
	expect(description.credentials).toEqual(credentials);
	expect(description.icon).toEqual(icon);
	expect(Object.keys(webhookMethods?.default ?? {}).sort()).toEqual([
		'checkExists',
		'create',
		'delete',
	]);
});

test('every parameter keeps its name and default', () => {
	const defaults = parameters.map(([path, property]) => [path, property.default]);
	expect(Object.fromEntries(defaults)).toEqual(SAVED);
});

test('the events keep their values', () => {
	const [, events] = parameters.find(([path]) => path === 'events')!;
	const values = (events.options as INodePropertyOptions[]).map(({ value }) => value);
	expect(values).toEqual(['created', 'deleted', 'updated']);
});

test('what the editor asks for live is there, and nothing else', () => {
	const asked = parameters.flatMap(([, { typeOptions }]) => typeOptions?.loadOptionsMethod ?? []);
	expect(Object.keys(methods?.loadOptions ?? {}).sort()).toEqual(asked.sort());
});
