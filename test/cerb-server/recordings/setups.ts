import { createHash } from 'node:crypto';

import { effects, type CerbServer, type FaultEffect } from '../index';
import type { AuthCode } from '../oauth/store';
import {
	API_ECHO,
	automate,
	BUMPED,
	HELLO,
	addField,
	addFile,
	create,
	disable,
	keepTasksUpTo,
	logErrors,
	notify,
	removeAll,
	renameAdmin,
} from './before';
import type { Recording } from './recording';
import { API_KEYS, SIGNED_AT } from './sign';

/** First name of the worker and scopes behind each `<access_token:…>` of the recordings. */
export const TOKENS: Record<
	string,
	{ worker: string; scopes: string[]; clientId?: string; expiresIn?: number }
> = {
	admin: { worker: 'Ada', scopes: ['api'] },
	kina: { worker: 'Kina', scopes: ['api'] },
	ned: { worker: 'Ned', scopes: ['api'] },
	flow: { worker: 'Ada', scopes: ['api'] },
	refreshed: { worker: 'Ada', scopes: ['api'] },
	noscope: { worker: 'Ada', scopes: [] },
	profile: { worker: 'Ada', scopes: ['profile'] },
	search: { worker: 'Ada', scopes: ['search'] },
	readonly: { worker: 'Ada', scopes: ['api:read-only'] },
	expired: { worker: 'Ada', scopes: ['api'], expiresIn: -60 },
	'other-app': { worker: 'Ada', scopes: ['api'], clientId: 'other-client' },
};

/** A client of the recorded Cerb; its secret was never recorded. */
const app = (clientId: string, callbackUrl: string) => ({
	clientId,
	clientSecret: `${clientId}:secret`,
	callbackUrl,
});

const N8N_CALLBACK = 'http://localhost:5678/rest/oauth2-credential/callback';

/** The clients that were registered on the recorded Cerb. */
export const APPS = [
	app('n8n-client', N8N_CALLBACK),
	app('other-client', N8N_CALLBACK),
	app('loop-client', 'http://127.0.0.1:5678/cb'),
];

/** What has to be done before a family of recordings can be replayed. All that match are done. */
export interface Setup {
	match: RegExp;
	/** How the authorization code `<opaque>` differs from an ordinary one. */
	code?: Partial<AuthCode> & { isUsed?: boolean; isExpired?: boolean };
	/** The code's challenge: of the verifier the recording sends, or of another one. */
	challenge?: 'sent' | 'other';
	/** What became of the pair behind `<access_token:…>` and `<refresh_token:…>`. */
	pair?: 'rotated' | 'refreshExpired';
	/** What the browser did otherwise on its way to `<session>`. */
	browser?: { isSignedIn?: boolean; isRefusing?: boolean; scope?: string | null };
	/** Anything else in the server, just before the request. */
	server?: (server: CerbServer) => void;
	/** Trouble outside of Cerb's own code. */
	fault?: FaultEffect;
}

export const SETUPS: Setup[] = [
	{ match: /^oauth-token-used-code/, code: { isUsed: true } },
	{ match: /^oauth-token-(?:code-)?expired/, code: { isExpired: true } },
	{ match: /^oauth-token-noredirect/, code: { redirectUri: null } },
	{ match: /^oauth-token-unknown-scope/, code: { scopes: ['nonsense'] } },
	{ match: /^oauth-token-pkce/, challenge: 'other' },
	{ match: /^oauth-token-pkce.*-ok$/, challenge: 'sent' },
	{ match: /^oauth-refresh-(?:reuse-old-token|old-access-after)/, pair: 'rotated' },
	{ match: /^oauth-refresh-expired/, pair: 'refreshExpired' },
	{
		match: /^(?:bearer|oauth-refresh)-app-deleted/,
		server: ({ oauth }) => oauth.removeApp('other-client'),
	},
	{ match: /^bearer-disabled-worker/, server: (server) => disable(server, 'Ned') },
	{ match: /^oauth-(?:authorize-with-session)|^cookie-session/, browser: { isSignedIn: true } },
	{ match: /^oauth-flow-deny-/, browser: { isRefusing: true } },
	{ match: /^oauth-flow-noscope-/, browser: { scope: null } },
	{ match: /^oauth-flow-unknownscope-/, browser: { scope: 'nonsense' } },
	{ match: /^oauth-(?:flow|login)-/, server: (server) => renameAdmin(server) },
	{
		match: /^legacy-/,
		server: ({ state, oauth }) => {
			state.setNow(SIGNED_AT);
			oauth.apiKeys.push(...API_KEYS);
		},
	},
	// This family was recorded when the installation's fifteen tasks were all there were.
	{ match: /^date-/, server: ({ state }) => keepTasksUpTo(state, 15) },
	{
		match: /^search-task-expand-custom-unknown-only/,
		server: ({ state }) => addField(state, 'task'),
	},
	// The fields were recorded while they were being made, one after the other.
	{
		match: /^(?:customfield-create-(?:cf_|in-fieldset)|dataquery-record-fields-(?:task|widget)$)/,
		server: ({ state }) => removeAll(state, 'custom_field'),
	},
	// Later each of these types had a field for measuring what moves the update stamp.
	{
		match: /^sample-fields-/,
		server: ({ state }) => {
			for (const { id, uri } of state.table('custom_field').scan()) {
				if (uri === 'widget_serial') state.remove('custom_field', id);
			}
			for (const alias of BUMPED) addField(state, alias);
		},
	},
	{ match: /^customrecord-create$/, server: ({ state }) => removeAll(state, 'custom_record') },
	{ match: /^attachment-record-delete/, server: ({ state }) => create(state, 'attachment', 12) },
	{
		match: /^attachment-download-10mb/,
		server: ({ state }) => addFile(state, 11, 'big.bin', '', Buffer.alloc(10_000_000)),
	},
	{
		match: /^attachment-download-record-created/,
		server: ({ state }) => addFile(state, 13, 'rec.txt', 'text/plain', 'record created content'),
	},
	{
		match: /^attachment-download-empty-record/,
		server: ({ state }) => addFile(state, 14, 'rec2.txt', 'text/plain', 'from data uri'),
	},
	{
		match: /^attachment-upload-multipart-field/,
		server: ({ state }) => addFile(state, 7, 'other.bin', '', Buffer.from(HELLO, 'base64')),
	},
	{ match: /^notifications-list-kina/, server: ({ state }) => notify(state, 2, 12) },
	{
		match: /^webhook-automation-logs-after-errors/,
		server: ({ state }) => logErrors(state, 6),
	},
	{
		match: /^dataquery-automation-invoke-(?:ok|missing-input)/,
		server: ({ state }) => automate(state, 'api.echo', API_ECHO),
	},
	{
		match: /^webhook-automation-create-dup-name/,
		server: ({ state }) => automate(state, 'hook.test'),
	},
	{ match: /^oauth-app-delete/, server: ({ state }) => create(state, 'oauth_app', 2) },
	{
		match: /^type-webapi-credentials-delete/,
		server: ({ state }) => create(state, 'webapi_credentials', 4),
	},
	{
		match: /^calendars-legacy/,
		server: ({ state }) =>
			void state.update('calendar', 1, {
				owner__context: 'cerberusweb.contexts.worker',
				owner_id: 1,
			}),
	},
	// The first calendar had gone with its worker.
	{ match: /^calendar-event-create/, server: ({ state }) => void state.remove('calendar', 1) },
	{ match: /^delete-task-again/, server: ({ state }) => void state.remove('task', 16) },
	{ match: /^dataquery-twig/, server: ({ state }) => void state.remove('task', 2) },
	{
		match: /^update-task-unlink/,
		server: ({ state }) => [2, 3].forEach((id) => state.link('task', 16, 'org', id)),
	},
	{
		match: /^upsert-(?:query-in-url|update-on-one|page-in-query)/,
		server: ({ state }) => void state.create('task', { title: 'Upsert-A' }),
	},
	{
		match: /^tickets-(?:merge-o|legacy-delete)/,
		server: ({ state }) => create(state, 'ticket', 68),
	},
	{
		match: /^tickets-split-ok/,
		server: ({ state }) => void state.create('message', { id: 129, ticket_id: 61 }),
	},
	{
		match: /^tickets-split-only-message/,
		server: ({ state }) => void state.update('message', 120, { ticket_id: 62 }),
	},
	{
		match: /^tickets-requester-remove$/,
		server: ({ state }) => void state.create('address', { email: 'added@nowhere.example' }),
	},
	{ match: /-failed-sql/, server: ({ state }) => state.setFailing('call', true) },
	{ match: /^outage-upgrade-pending/, fault: effects.upgradePending() },
	{ match: /^outage-database-down/, fault: effects.databaseDown() },
];

/** The set-ups of one recording, merged. */
export function setupFor({ name }: Recording): Omit<Setup, 'match'> {
	return Object.assign({}, ...SETUPS.filter(({ match }) => match.test(name))) as Setup;
}

/** A PKCE S256 challenge. */
export function challengeOf(verifier: string): AuthCode['challenge'] {
	return { value: createHash('sha256').update(verifier).digest('base64url'), method: 'S256' };
}
