/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads the build from Node's own process, never inside n8n */
import { join } from 'node:path';

import { REPOSITORY } from '../folders';

interface BuiltResource {
	value: string;
	operations: Array<{ value: string; name: string }>;
}

/** An operation of the node, as a workflow names it. */
export interface OperationName {
	resource: string;
	operation: string;
}

/** All operations of the built node, from its own registry. */
export function builtOperations(): OperationName[] {
	const { resources } = jest.requireActual<{ resources: BuiltResource[] }>(
		join(REPOSITORY, 'dist/nodes/Cerb/actions/index.js'),
	);
	return resources.flatMap(({ value: resource, operations }) =>
		operations.map(({ value: operation }) => ({ resource, operation })),
	);
}
