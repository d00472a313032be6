import type { INodeProperties } from 'n8n-workflow';

/** Which credential type signs the requests; `CerbClient` knows the type behind each value. */
export const authenticationProperty: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [{ name: 'OAuth2', value: 'oAuth2' }],
	default: 'oAuth2',
};
