import type { INodeProperties } from 'n8n-workflow';

import { readLogs } from '../../cerb/automation-logs';
import { quoteValue } from '../../cerb/query';
import { shown } from '../../cerb/text';
import type { CerbOperation, OperationContext } from '../operation';
import { problem, readText, readTexts, readTime } from '../parameters';
import { limitProperties, readLimit } from '../return-all';

const LEVELS = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'logFilters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	description: 'Conditions that must all hold',
	options: [
		{
			displayName: 'After',
			name: 'after',
			type: 'dateTime',
			default: '',
			description: 'The earliest time of an entry',
		},
		{
			displayName: 'Automation Name',
			name: 'automation',
			type: 'string',
			default: '',
			placeholder: 'e.g. example.customer.lookup',
			description: 'The name of the automation, with * for any characters',
		},
		{
			displayName: 'Before',
			name: 'before',
			type: 'dateTime',
			default: '',
			description: 'The latest time of an entry',
		},
		{
			displayName: 'Levels',
			name: 'levels',
			type: 'multiOptions',
			options: [
				{ name: 'Alert', value: 'alert' },
				{ name: 'Critical', value: 'critical' },
				{ name: 'Debug', value: 'debug' },
				{ name: 'Emergency', value: 'emergency' },
				{ name: 'Error', value: 'error' },
				{ name: 'Info', value: 'info' },
				{ name: 'Notice', value: 'notice' },
				{ name: 'Warning', value: 'warning' },
			],
			default: ['error'],
			description: 'How grave an entry is',
		},
		{
			displayName: 'Message Contains',
			name: 'message',
			type: 'string',
			default: '',
			description: 'A text that stands in the message of an entry',
		},
	],
};

/** `GET automations/logs/search`, newest first. */
export const getLogs: CerbOperation = {
	value: 'getLogs',
	name: 'Get Many Logs',
	action: 'Get many automation logs',
	description: 'Get what automations wrote into their log, newest first, as an administrator',
	isReadOnly: true,
	properties: [filters, ...limitProperties],
	async execute(context) {
		const limit = readLimit(context);
		const logs = await readLogs(context.client, readFilters(context), limit);
		return logs.map((json) => ({ json, pairedItem: { item: context.itemIndex } }));
	},
};

/** Conditions in the words that the log knows: it gives everything for others (Cerb 10.4.10). */
function readFilters(context: OperationContext): string[] {
	const words = (name: string, title: string) =>
		readText(context, `logFilters.${name}`, title).trim();
	const automation = words('automation', 'Automation Name');
	const message = words('message', 'Message Contains');
	const conditions: string[] = [];
	if (automation !== '') conditions.push(`automation:${quoteValue(automation)}`);
	if (message !== '') conditions.push(`message:${quoteValue(`*${message}*`)}`);
	const levels = readTexts(context, 'logFilters.levels', 'Levels');
	const unknown = levels.find((level) => !LEVELS.includes(level));
	if (unknown !== undefined) {
		throw problem(
			context,
			`The log has no level ${shown(unknown)}`,
			`Use ${LEVELS.join(', ')} in the filter Levels`,
		);
	}
	if (levels.length > 0) conditions.push(`level:[${levels.join(',')}]`);
	const after = readTime(context, 'logFilters.after', 'After');
	const before = readTime(context, 'logFilters.before', 'Before');
	if (after !== undefined || before !== undefined) {
		conditions.push(`created:"${after ?? 0} to ${before ?? 4102444800}"`);
	}
	return conditions;
}
