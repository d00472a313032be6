import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { authenticationProperty } from '../../actions/authentication';
import { optionsProperty } from '../../actions/options';
import { expandProperty, outputProperties } from '../../actions/record-output';
import { handlerOf } from '../../cerb/instant/script';

/** By the words of Cerb's event record.changed. */
export const EVENTS: INodePropertyOptions[] = [
	{ name: 'Created', value: 'created', description: 'There is a new record' },
	{ name: 'Deleted', value: 'deleted', description: 'A record is gone' },
	{ name: 'Updated', value: 'updated', description: 'A record was saved, changed or not' },
];

const DEFAULT_NAME = 'n8n.changes';

/** As a list, because notices keep no line breaks; copied from the editor it is KATA again. */
const kata = [handlerOf(DEFAULT_NAME), handlerOf(`${DEFAULT_NAME}.test`)]
	.flatMap((lines) => lines.trimEnd().split('\n'))
	.map((line) => `<li>${line.replaceAll('  ', '&nbsp;&nbsp;')}</li>`)
	.join('');

/** The parameters of the instant trigger. Their names are saved in workflows. */
export const properties: INodeProperties[] = [
	authenticationProperty,
	{
		displayName:
			'Connect the credential as an administrator of Cerb: only they may write automations',
		name: 'administratorNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: EVENTS,
		required: true,
		default: ['created', 'updated'],
	},
	{
		displayName: 'Record Type Names or IDs',
		name: 'recordTypes',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getRecordTypes' },
		required: true,
		default: ['ticket'],
		description:
			'The types of the records, custom record types included. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName:
			'Tickets: one that is deleted counts as updated, and Cerb does not tell of those that the API itself creates or deletes as records',
		name: 'ticketNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { recordTypes: ['ticket'] } },
	},
	{
		displayName: 'Automation Name',
		name: 'automationName',
		type: 'string',
		required: true,
		default: DEFAULT_NAME,
		description:
			'The automation that this trigger makes in Cerb when the workflow is activated, and removes afterwards; while it listens for a test, one with <code>.test</code> behind the name. Each trigger needs a name of its own.',
	},
	{
		displayName: `Cerb 10 needs one more step, once: as an administrator click the magnifier in Cerb, then (show all record types), Automation Events, record.changed, Edit; add the lines below at the end, with your Automation Name in place of ${DEFAULT_NAME}, and save. They may stay when the workflow is not active: then they do nothing. Cerb 11 and later need none of it (by the documentation of Cerb, not yet tried on one).`,
		name: 'handlerNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: `<ul>${kata}</ul>`,
		name: 'handlerLines',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Load Record',
		name: 'loadRecord',
		type: 'boolean',
		default: false,
		description:
			'Whether to load the record from Cerb, e.g. with linked records. Without, it is given as it was right after the change, with all its own fields.',
	},
	{
		...expandProperty,
		typeOptions: { loadOptionsMethod: 'getExpandKeys', loadOptionsDependsOn: ['recordTypes'] },
		displayOptions: { show: { loadRecord: [true] } },
	},
	...outputProperties,
	optionsProperty([
		{
			displayName: 'Changed Fields',
			name: 'changedFields',
			type: 'string',
			default: '',
			placeholder: 'e.g. status, owner_id',
			description:
				'Names of fields with commas. An update counts only where one of them has changed.',
		},
		{
			displayName: 'Condition',
			name: 'condition',
			type: 'string',
			default: '',
			placeholder: "e.g. record_status == 'open' and record_importance >= 50",
			description:
				'An expression in the <a href="https://cerb.ai/docs/automations/#scripting">scripting language of Cerb</a> that must be true; <code>record_</code> and a field gives its value, <code>was_record_</code> the one before. Cerb checks it and does not post what does not fit.',
		},
		{
			displayName: 'Ignore Own Changes',
			name: 'ignoreOwnChanges',
			type: 'boolean',
			default: true,
			description:
				'Whether to leave out what the worker of the credential changes, so that a workflow that changes records does not start itself',
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 15 },
			default: 3,
			description:
				'How long Cerb, and whoever has saved the record in it, waits for n8n. What n8n does not take within this time is lost.',
		},
	]),
];
