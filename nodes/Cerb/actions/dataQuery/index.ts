import type { CerbResource } from '../operation';
import { run } from './run.operation';

export const dataQuery: CerbResource = {
	value: 'dataQuery',
	name: 'Data Query',
	description: 'Records, counts and figures by the data query language of Cerb',
	operations: [run],
};
