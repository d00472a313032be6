import { administration } from './administration';
import { attachment } from './attachment';
import { automation } from './automation';
import { dataQuery } from './dataQuery';
import { message } from './message';
import { type CerbOperation, type CerbResource, declare } from './operation';
import { record } from './record';
import { request } from './request';
import { ticket } from './ticket';
import { worker } from './worker';

/** Everything the node can do. A resource is added by its folder and one line here. */
export const resources: CerbResource[] = [
	record,
	ticket,
	message,
	attachment,
	dataQuery,
	automation,
	administration,
	request,
	worker,
];

/** The node's parameters, for its description. */
export const properties = declare(resources);

/** The operation behind two saved names, or undefined if this version of the node has none. */
export function findOperation(resource: string, operation: string): CerbOperation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}
