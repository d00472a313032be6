/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- finds the build on the disk of the test process */
import { join } from 'node:path';

/** An operation as the built package declares it. */
export interface BuiltOperation {
	value: string;
	name: string;
	action: string;
	description: string;
	properties: Array<{ name: string }>;
	isReadOnly?: boolean;
}

// The registry of the build itself, so that an operation is covered by being added.
const { resources } = jest.requireActual<{
	resources: Array<{ value: string; operations: BuiltOperation[] }>;
}>(join(__dirname, '../../dist/nodes/Cerb/actions/index.js'));

/** Every operation of the node by `resource/operation`. */
export const operations = resources.flatMap(({ value: resource, operations: all }) =>
	all.map((operation) => [`${resource}/${operation.value}`, operation] as const),
);
