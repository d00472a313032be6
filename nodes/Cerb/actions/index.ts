import { type CerbOperation, type CerbResource, declare } from './operation';
import { record } from './record';
import { request } from './request';
import { worker } from './worker';

/** Everything the node can do. A resource is added by its folder and one line here. */
export const resources: CerbResource[] = [record, request, worker];

/** The node's parameters, for its description. */
export const properties = declare(resources);

/** The operation behind two saved names, or undefined if this version of the node has none. */
export function findOperation(resource: string, operation: string): CerbOperation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}
