import { randomBytes } from 'node:crypto';

/** What a browser's login in progress has reached. */
export interface LoginState {
	/** The OAuth2 client that waits for consent, if one does. */
	consent?: { clientId: string; scopes: string[] };
	/** Where to go once consent was asked; the authorize URL as the browser sent it. */
	redirects: string[];
	/** The worker whose password was right. */
	workerId?: number;
	consentAsked: boolean;
	consentGiven: boolean;
}

/** A browser session, named by the cookie `Devblocks`. */
export interface Session {
	id: string;
	csrfToken: string;
	login?: LoginState;
	/** The worker signed in to Cerb's own pages. */
	activeWorkerId?: number;
}

/** Sessions in memory, by cookie. */
export class Sessions {
	private readonly byId = new Map<string, Session>();

	/** The session of a request's cookie; undefined when it names none. */
	find(id: string | undefined): Session | undefined {
		return id === undefined ? undefined : this.byId.get(id);
	}

	create(): Session {
		const session = {
			id: randomBytes(20).toString('hex'),
			csrfToken: randomBytes(20).toString('hex'),
		};
		this.byId.set(session.id, session);
		return session;
	}
}

/** The login in progress, begun if there is none. */
export function loginStateOf(session: Session): LoginState {
	session.login ??= { redirects: [], consentAsked: false, consentGiven: false };
	return session.login;
}

/** Forgets who signed in and what was consented; the waiting client and its address stay. */
export function clearAuthentication(login: LoginState): void {
	delete login.workerId;
	login.consentAsked = false;
	login.consentGiven = false;
}
