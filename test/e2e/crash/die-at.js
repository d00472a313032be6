/*
 * Hooks that n8n loads into its own process: they tell when a polling trigger's find was handed over,
 * step by step, and let n8n die, as `kill -9` does, at the step that the file DIE_AT names.
 */
const { existsSync, readFileSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');

const file = process.env.DIE_AT;
const load = createRequire(process.argv[1]);
let polledAt;

function reach(step) {
	if (polledAt === undefined) return;
	process.stdout.write(`\nHAND-OVER ${step} ${(performance.now() - polledAt).toFixed(1)}\n`);
	if (!existsSync(file) || readFileSync(file, 'utf8') !== step) return;
	rmSync(file);
	process.kill(process.pid, 'SIGKILL');
}

/** Tells when a method of one of n8n's services has done its work. */
function follow(path, service, method, step) {
	const { prototype } = load(`../dist/${path}`)[service];
	const original = prototype[method];
	prototype[method] = async function (...args) {
		const result = await original.apply(this, args);
		reach(step);
		return result;
	};
}

function followPolls() {
	const { prototype } = load('n8n-core').TriggersAndPollers;
	const original = prototype.runPollFunction;
	prototype.runPollFunction = async function (...args) {
		const found = await original.apply(this, args);
		if (found === null) return found;
		polledAt = performance.now();
		reach('polled');
		return found;
	};
}

async function install() {
	followPolls();
	const state = 'workflows/workflow-static-data.service';
	follow(state, 'WorkflowStaticDataService', 'saveStaticDataById', 'state stored');
	follow('executions/execution-persistence', 'ExecutionPersistence', 'create', 'execution stored');
	const cursor = 'workflows/triggers/poll-cursor.service';
	follow(cursor, 'PollCursorService', 'commitWithExecution', 'both committed');
}

module.exports = { n8n: { ready: [install] } };
