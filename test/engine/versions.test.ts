import { NodeOperationError } from 'n8n-workflow';

import { devDependencies } from '../../package.json';
import { ENGINE } from './host/version';
import { dependencies } from './n8n-1/package.json';
import { search } from './operations';
import { useBed } from './support';

/** The n8n that jest's project is about. */
declare const N8N_MAJOR: 1 | 2;

const bed = useBed();

it('the tests run on the engine of the n8n that their project names', () => {
	const pinned = N8N_MAJOR === 1 ? dependencies : devDependencies;
	expect(ENGINE).toEqual({ core: pinned['n8n-core'], workflow: pinned['n8n-workflow'] });
	expect(ENGINE.core).toMatch(new RegExp(`^${N8N_MAJOR}\\.`));
});

it('the package under test uses the same engine', async () => {
	const { error } = await bed.run({ parameters: search('task', 'title:"x') });
	expect(error).toBeInstanceOf(NodeOperationError);
});
