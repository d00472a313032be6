import { createCredential, credentialsOf, type WorkflowFile } from './n8n-host/workflows';
import { startScriptedModel, type ChatRequest, type ScriptedModel } from './scripted-model';
import { useBed } from './support';

jest.setTimeout(120_000);

const bed = useBed();
let model: ScriptedModel;

/** Calls the one tool with a query, then repeats what came back. */
function play({ messages, tools = [] }: ChatRequest) {
	const last = messages.at(-1);
	return last?.role === 'tool'
		? { answer: `Found: ${JSON.stringify(last.content)}` }
		: { tool: tools[0].function.name, args: { query: 'title:"Water the plants"' } };
}

beforeAll(async () => {
	model = await startScriptedModel(play);
});
afterAll(async () => await model.stop());

test('an AI agent calls the node as its tool, with parameters of the model', async () => {
	const id = bed.cerb.state.create('task', { title: 'Water the plants' });
	bed.cerb.state.create('task', { title: 'Feed the cat' });
	const openAi = await createCredential(bed.api, 'openAiApi', 'Scripted model', {
		apiKey: 'none',
		url: model.url,
	});
	const workflow: WorkflowFile = {
		name: 'Agent',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 3,
				parameters: { promptType: 'define', text: 'What is there to do with plants?', options: {} },
			},
			{
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
				credentials: credentialsOf(openAi),
			},
			{
				name: 'Tasks',
				type: 'n8n-nodes-cerb.cerbTool',
				parameters: {
					resource: 'record',
					operation: 'search',
					recordType: { __rl: true, mode: 'alias', value: 'task' },
					query: "={{ $fromAI('query', 'A query in the search language of Cerb', 'string') }}",
				},
				credentials: credentialsOf(await bed.connect()),
			},
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: {
				ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]],
			},
			Tasks: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
	const execution = await bed.run(workflow);
	expect(execution.error).toBeUndefined();

	const [asked] = model.requests;
	expect(asked.tools).toEqual([
		expect.objectContaining({
			function: expect.objectContaining({
				description: expect.stringMatching(/search records/i),
				parameters: expect.objectContaining({
					properties: { query: expect.objectContaining({ type: 'string' }) },
				}),
			}),
		}),
	]);
	const answer = String(execution.items('Agent')[0].json.output);
	expect(answer).toContain('Water the plants');
	expect(answer).toContain(`\\"id\\":${id}`);
	expect(answer).not.toContain('Feed the cat');
});
