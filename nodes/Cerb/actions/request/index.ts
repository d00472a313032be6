import type { CerbResource } from '../operation';
import { genericRequest } from './genericRequest.operation';

export const request: CerbResource = {
	value: 'request',
	name: 'Request',
	description: 'Any endpoint of the REST API of Cerb',
	operations: [genericRequest],
};
