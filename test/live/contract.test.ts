/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tells on the console of the test process that it was skipped */
import { realCerb } from '../contract/real-cerb';
import type { Target } from '../contract/harness';
import { filesSuite } from '../contract/files';
import { mailSuite } from '../contract/mail';
import { platformSuite } from '../contract/platform';
import { recordsSuite } from '../contract/records';
import { contractSuite } from '../contract/suite';
import { createEngine } from '../engine/host/engine';

const cerb = realCerb();

if (cerb) {
	const target = {} as Target;
	beforeAll(async () => {
		target.engine = await createEngine();
		target.credential = await cerb.connect(target.engine);
	});
	afterAll(async () => await target.engine.stop());
	contractSuite(cerb.url, () => target);
	recordsSuite(cerb.url, () => target);
	mailSuite(cerb.url, () => target);
	filesSuite(cerb.url, () => target);
	platformSuite(cerb.url, () => target);
} else {
	process.stdout.write(
		'\nSKIPPED: no real Cerb to test on. Set CERB_URL and CERB_ACCESS_TOKEN (see CONTRIBUTING.md).\n',
	);
	it.skip('the contract on a real Cerb', () => undefined);
}
