import type { Target } from '../contract/harness';
import { tokenFields } from '../contract/harness';
import { filesSuite } from '../contract/files';
import { instantSuite } from '../contract/instant';
import { mailSuite } from '../contract/mail';
import { platformSuite } from '../contract/platform';
import { recordsSuite } from '../contract/records';
import { renewalSuite } from '../contract/renewal';
import { contractSuite } from '../contract/suite';
import { triggerSuite } from '../contract/trigger';
import { DEFAULT_APP } from '../cerb-server/oauth';
import { useBed } from './support';

const bed = useBed({ tasks: 1300, tickets: 700 });
const NAME = 'the embedded Cerb';
const { clientId, clientSecret } = DEFAULT_APP;
const client = { clientId, clientSecret };

const newPair = async () => {
	const pair = bed.cerb.oauth.issueToken({ workerId: 1, scopes: ['api'] });
	return { access_token: pair.accessToken, refresh_token: pair.refreshToken };
};

const WAYS: Record<string, () => Promise<Target['credential']>> = {
	oAuth2: async () => bed.connect(),
	token: async () => {
		const fields = tokenFields(bed.cerb.url, client, await newPair());
		return bed.engine.addCredential('cerbTokenApi', 'Token', fields);
	},
	signature: async () => {
		const key = { accessKey: 'contract', secretKey: 'the secret key of the contract' };
		bed.cerb.oauth.apiKeys.push({ ...key, workerId: 1, allowedPaths: ['*'] });
		return bed.engine.addCredential('cerbSignatureApi', 'Key', { baseUrl: bed.cerb.url, ...key });
	},
};

describe.each(Object.keys(WAYS))('signed in by %s', (authentication) => {
	const target = { authentication } as Target;
	beforeAll(async () => {
		target.engine = bed.engine;
		target.credential = await WAYS[authentication]();
	});
	contractSuite(NAME, () => target);
	recordsSuite(NAME, () => target);
});

describe('whatever the way to sign in', () => {
	const target = () => ({
		engine: bed.engine,
		credential: bed.connect(),
		authentication: 'oAuth2',
	});
	filesSuite(NAME, target);
	mailSuite(NAME, target);
	platformSuite(NAME, target);
	triggerSuite(NAME, target);
	instantSuite(NAME, () => ({ ...target(), hasListeners: false }));
});

renewalSuite(NAME, () => ({ engine: bed.engine, url: bed.cerb.url, client, newPair }));
