import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { authenticationProperty } from '../../actions/authentication';
import { optionsProperty } from '../../actions/options';
import { expandProperty, outputProperties } from '../../actions/record-output';
import { filtersProperty, includeDeletedOption, queryProperty } from '../../actions/record-query';
import { recordTypeProperty } from '../../actions/record-type';
import { UPDATE_EVENTS, type WatchedEvent } from '../../cerb/poll/events';
import { WITHOUT_UPDATE_KEY } from '../../cerb/poll/watchable';
import { ticketEventsProperty } from './ticket-events';

const RECORD_EVENTS = ['recordCreated', ...UPDATE_EVENTS];

const TRIGGER_ON: Array<{ name: string; value: WatchedEvent; description: string }> = [
	{
		name: 'New Comment',
		value: 'newComment',
		description: 'Somebody commented on a record',
	},
	{
		name: 'New Message',
		value: 'newMessage',
		description: 'A message came in or was sent on a ticket',
	},
	{
		name: 'Record Created',
		value: 'recordCreated',
		description: 'There is a new record of a type, custom record types included',
	},
	{
		name: 'Record Created or Updated',
		value: 'recordCreatedOrUpdated',
		description: 'There is a new record, or one has changed: each is given in its latest state',
	},
	{
		name: 'Record Updated',
		value: 'recordUpdated',
		description:
			'A record has changed: it is given in its latest state. Where Cerb does not tell when a record was created, new ones count as well.',
	},
	{
		name: 'Ticket Changed',
		value: 'ticketChanged',
		description:
			'Something happened to a ticket that the activity log of Cerb tells of, e.g. its status, owner, group or participants',
	},
];

const triggerOnProperty: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'options',
	noDataExpression: true,
	options: TRIGGER_ON,
	default: 'recordCreated',
};

/** What can be wrong with a choice, told beside it. */
const notices: INodeProperties[] = [
	{
		displayName:
			'Cerb keeps no time of the last change of these records, so only new ones can be polled: set Trigger On to Record Created',
		name: 'noUpdatesNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { triggerOn: UPDATE_EVENTS, recordType: WITHOUT_UPDATE_KEY } },
	},
	{
		displayName:
			'The time of the last change of a ticket moves with its conversation only: messages and comments. For status, owner, group or participants set Trigger On to Ticket Changed.',
		name: 'ticketUpdatesNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { triggerOn: UPDATE_EVENTS, recordType: ['ticket'] } },
	},
	{
		displayName:
			'Changes of subject, importance and custom fields leave no trace in the activity log of Cerb: use the Cerb Instant Trigger for them',
		name: 'ticketChangedNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { triggerOn: ['ticketChanged'] } },
	},
];

const directionProperty: INodeProperties = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	options: [
		{ name: 'Any', value: 'any', description: 'Messages that came in or were sent' },
		{ name: 'Incoming', value: 'incoming', description: 'Messages that people wrote to Cerb' },
		{ name: 'Outgoing', value: 'outgoing', description: 'Messages that workers sent' },
	],
	default: 'any',
	displayOptions: { show: { triggerOn: ['newMessage'] } },
};

/** Each record type has filters of its own. */
const queryOf = (
	placeholder: string,
	displayOptions: INodeProperties['displayOptions'],
): INodeProperties => ({
	...queryProperty,
	placeholder,
	description:
		'What records must match, in the <a href="https://cerb.ai/docs/search/">search language of Cerb</a>. Empty means all.',
	displayOptions,
});

/** Lists that depend on the record type depend on the event, too. */
const live = (property: INodeProperties): INodeProperties => ({
	...property,
	typeOptions: {
		...property.typeOptions,
		loadOptionsDependsOn: ['triggerOn', 'recordType.value'],
	},
});

const [filterRow] = filtersProperty.options as INodePropertyCollection[];

const settleOption: INodeProperties = {
	displayName: 'Settle Time (Seconds)',
	name: 'settleSeconds',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 3,
	description:
		'How long a change must have been over before it is given, so that nothing more happens to the record in the same second. With 0 a second change in the same second can be missed.',
};

const maxRecordsOption: INodeProperties = {
	displayName: 'Max Records per Poll',
	name: 'maxRecords',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10000 },
	default: 1000,
	description: 'How many records one execution may get. The rest comes with the next polls.',
};

/** The parameters of the polling trigger. Their names are saved in workflows. */
export const properties: INodeProperties[] = [
	authenticationProperty,
	triggerOnProperty,
	{ ...recordTypeProperty, displayOptions: { show: { triggerOn: RECORD_EVENTS } } },
	...notices,
	ticketEventsProperty,
	directionProperty,
	queryOf('e.g. status:o group.id:3', { hide: { triggerOn: ['newComment', 'newMessage'] } }),
	queryOf('e.g. ticket.group.id:3 content:refund', { show: { triggerOn: ['newMessage'] } }),
	queryOf('e.g. comment:refund', { show: { triggerOn: ['newComment'] } }),
	{
		...filtersProperty,
		options: [
			{
				...filterRow,
				values: filterRow.values.map((row) => (row.typeOptions ? live(row) : row)),
			},
		],
	},
	{
		...live(expandProperty),
		displayOptions: { hide: { triggerOn: ['newMessage'] } },
	},
	{
		...live(expandProperty),
		default: ['content', 'sender_', 'ticket_'],
		displayOptions: { show: { triggerOn: ['newMessage'] } },
	},
	...outputProperties,
	optionsProperty([includeDeletedOption, maxRecordsOption, settleOption]),
];
