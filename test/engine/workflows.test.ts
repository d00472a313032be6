/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the workflows from the disk of the test process */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowInput } from './host/engine';
import { useBed } from './support';

const bed = useBed();
const FOLDER = join(__dirname, '../../demo/workflows');

it.each(readdirSync(FOLDER))('the example %s runs as it is and gives something', async (file) => {
	const workflow = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as WorkflowInput;
	const outcome = await bed.engine.runWorkflowJson(workflow, { credentials: [bed.connect()] });
	expect(outcome.error).toBeUndefined();
	for (const { name } of workflow.nodes) expect(outcome.output(name)).not.toHaveLength(0);
});
