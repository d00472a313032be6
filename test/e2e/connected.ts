import type { IDataObject } from 'n8n-workflow';

import type { CerbServer } from '../cerb-server';
import { DEFAULT_APP } from '../cerb-server/oauth';

/** The data of a connected OAuth2 credential of the embedded Cerb's admin. */
export function connectedData(cerb: CerbServer, expiresIn?: number): IDataObject {
	const pair = cerb.oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn });
	return {
		baseUrl: cerb.url,
		clientId: DEFAULT_APP.clientId,
		clientSecret: DEFAULT_APP.clientSecret,
		oauthTokenData: {
			token_type: 'Bearer',
			access_token: pair.accessToken,
			refresh_token: pair.refreshToken,
		},
	};
}
