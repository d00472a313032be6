/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tells on the console of the test process what was skipped */
import { filesSuite } from '../contract/files';
import type { Target } from '../contract/harness';
import { instantSuite } from '../contract/instant';
import { mailSuite } from '../contract/mail';
import { platformSuite } from '../contract/platform';
import { realCerb } from '../contract/real-cerb';
import { recordsSuite } from '../contract/records';
import { renewalSuite, type RenewalTarget } from '../contract/renewal';
import { contractSuite } from '../contract/suite';
import { triggerSuite } from '../contract/trigger';
import { createEngine, type Engine } from '../engine/host/engine';

const cerb = realCerb();
const skipped = cerb
	? cerb.missing
	: ['everything: set CERB_URL and a way to sign in (see CONTRIBUTING.md)'];

let engine: Engine;
beforeAll(async () => {
	engine = await createEngine();
});
afterAll(async () => await engine.stop());

for (const [index, { authentication, connect }] of (cerb?.ways ?? []).entries()) {
	describe(`signed in by ${authentication}`, () => {
		const target = { authentication } as Target;
		beforeAll(async () => {
			target.engine = engine;
			target.credential = await connect(engine);
		});
		contractSuite(cerb!.url, () => target);
		recordsSuite(cerb!.url, () => target);
		triggerSuite(cerb!.url, () => target);
		if (cerb!.mayReplaceHandlers) {
			instantSuite(cerb!.url, () => ({ ...target, hasListeners: false }));
		}
		// Whatever the way to sign in.
		if (index > 0) return;
		filesSuite(cerb!.url, () => target);
		mailSuite(cerb!.url, () => target);
		platformSuite(cerb!.url, () => target);
	});
}

const newPair = cerb?.newPair;
if (cerb && newPair) {
	const { url, client } = cerb;
	renewalSuite(
		url,
		(): RenewalTarget => ({ engine, url, client, newPair: async () => await newPair(engine) }),
	);
}

if (skipped.length > 0) {
	const lines = skipped.map((line) => `SKIPPED on a real Cerb: ${line}`);
	process.stdout.write(`\n${lines.join('\n')}\n`);
	it.skip.each(skipped)('%s', () => undefined);
}
