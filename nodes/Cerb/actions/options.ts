import type { INodeProperties } from 'n8n-workflow';

/** The collection in which an operation keeps what people rarely change. */
export function optionsProperty(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}
