import type { INodeProperties } from 'n8n-workflow';

const withBody = { hide: { method: ['GET'] } };

function pairsProperty(
	displayName: string,
	name: string,
	description: string,
	displayOptions?: INodeProperties['displayOptions'],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: displayName === 'Form Fields' ? 'Add field' : 'Add parameter',
		default: {},
		description,
		displayOptions,
		options: [
			{
				displayName: 'Parameter',
				name: 'parameters',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. fields[title]',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	};
}

/** Parameters of Generic Request. */
export const genericRequestProperties: INodeProperties[] = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: [
			{ name: 'DELETE', value: 'DELETE' },
			{ name: 'GET', value: 'GET' },
			{ name: 'PATCH', value: 'PATCH' },
			{ name: 'POST', value: 'POST' },
			{ name: 'PUT', value: 'PUT' },
		],
		default: 'GET',
		description: 'The HTTP method that the endpoint expects',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. workers/me.json',
		description:
			'The endpoint behind /rest/, as the <a href="https://cerb.ai/docs/api/">API documentation of Cerb</a> names it. An address on the same Cerb works too.',
	},
	pairsProperty('Query Parameters', 'queryParameters', 'Parameters for the address of the request'),
	{
		displayName: 'Body Type',
		name: 'bodyType',
		type: 'options',
		options: [
			{
				name: 'Form',
				value: 'form',
				description: 'Names and values, the way Cerb reads most endpoints',
			},
			{
				name: 'JSON',
				value: 'json',
				description: 'An object, sent as the form fields that Cerb reads',
			},
			{ name: 'None', value: 'none', description: 'No body' },
			{
				name: 'Raw',
				value: 'raw',
				description: 'A text sent as it is, e.g. a data query',
			},
		],
		default: 'none',
		description: 'What to send as the body of the request',
		displayOptions: withBody,
	},
	pairsProperty('Form Fields', 'formParameters', 'Fields for the body of the request', {
		...withBody,
		show: { bodyType: ['form'] },
	}),
	{
		displayName: 'JSON Body',
		name: 'jsonBody',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "fields": { "title": "Call back" } }',
		description:
			'An object whose nested keys become form fields such as fields[title], because Cerb does not read JSON bodies',
		displayOptions: { ...withBody, show: { bodyType: ['json'] } },
	},
	{
		displayName: 'Raw Body',
		name: 'rawBody',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. type:record.types',
		description: 'The text to send',
		displayOptions: { ...withBody, show: { bodyType: ['raw'] } },
	},
	{
		displayName: 'Content Type',
		name: 'rawContentType',
		type: 'string',
		default: 'text/plain',
		description: 'The Content-Type header of the raw body',
		displayOptions: { ...withBody, show: { bodyType: ['raw'] } },
	},
	{
		displayName: 'Response Format',
		name: 'responseFormat',
		type: 'options',
		options: [
			{
				name: 'Autodetect',
				value: 'auto',
				description: 'As the answer says: data, text or a file',
			},
			{ name: 'File', value: 'file', description: 'Whatever comes, as a file' },
			{ name: 'JSON', value: 'json', description: 'The fields of the answer' },
			{ name: 'Text', value: 'text', description: 'The body of the answer as one text' },
		],
		default: 'auto',
		description: 'What to make of the answer',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'outputField',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put a file into',
		displayOptions: { show: { responseFormat: ['auto', 'file'] } },
	},
];
