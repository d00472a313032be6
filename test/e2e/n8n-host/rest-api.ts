/** The person who owns the test n8n. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Password123',
	firstName: 'Olga',
	lastName: 'Owner',
};

/** What n8n's REST API refused. */
export class RestError extends Error {
	constructor(
		what: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${what}: ${status} ${body.slice(0, 300)}`);
	}
}

/**
 * A connection that is kept can be closed by n8n in the moment it is used again: it does so after five
 * seconds, and a busy test process may notice later.
 */
const NO_REUSE = { connection: 'close' };

/** n8n's REST API as the editor uses it, signed in as the owner. */
export class RestApi {
	/** Session cookie as `name=value`. */
	cookie = '';

	/** @param url address of n8n, without trailing slash */
	constructor(readonly url: string) {}

	/** Signs in, and sets up the owner on a fresh n8n. */
	static async signIn(url: string): Promise<RestApi> {
		const api = new RestApi(url);
		const settings = await api.call<{ userManagement?: { showSetupOnFirstLoad?: boolean } }>(
			'GET',
			'/settings',
		);
		if (settings.userManagement?.showSetupOnFirstLoad)
			await api.call('POST', '/owner/setup', OWNER);
		await api.call('POST', '/login', {
			emailOrLdapLoginId: OWNER.email,
			password: OWNER.password,
		});
		return api;
	}

	/**
	 * @param path below `/rest`
	 * @returns what the answer holds under `data`
	 * @throws RestError for any status but 2xx
	 */
	async call<T>(method: string, path: string, body?: object): Promise<T> {
		const answer = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				...NO_REUSE,
				...(this.cookie && { cookie: this.cookie }),
				...(body && { 'content-type': 'application/json' }),
			},
			body: body && JSON.stringify(body),
		});
		const text = await answer.text();
		if (!answer.ok) throw new RestError(`${method} ${path}`, answer.status, text);
		const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session !== undefined) this.cookie = session.split(';')[0];
		return (JSON.parse(text) as { data: T }).data;
	}

	/** Content of a file that an execution keeps. */
	async binary(id: string): Promise<Buffer> {
		const query = new URLSearchParams({ id, action: 'view' });
		const answer = await fetch(`${this.url}/rest/binary-data?${query}`, {
			headers: { ...NO_REUSE, cookie: this.cookie },
		});
		if (!answer.ok) throw new RestError('GET /binary-data', answer.status, await answer.text());
		return Buffer.from(await answer.arrayBuffer());
	}
}
