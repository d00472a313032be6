import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { checkBaseUrl } from './check-base-url';
import { encodeForm, MAX_FORM_VARIABLES, variableNames } from './encode';
import { readEnvelope, readFailure, readTransport, type Reading } from './envelope';
import { apiError, inputError, type Failure } from './failure';
import { DEFAULT_BATCHING, Gate, type Batching } from './gate';
import { DEFAULT_RETRIES, pause, waitBeforeRetry, withDeadline, type RetryPolicy } from './retry';
import { CANCELLED, headerMap, readThrown, type Thrown } from './thrown';
import type { CerbAnswer, CerbRequest } from './types';

/** Where a client can be used: in an execution, or behind the editor's pickers. */
export type CerbContext = IExecuteFunctions | ILoadOptionsFunctions;

/** The bytes of a file as they come, in the form that n8n's own helper takes them. */
export type ByteStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer
>;

/** What the client itself needs to know of a credential. */
interface CredentialData {
	baseUrl?: unknown;
	ignoreSSLIssues?: unknown;
	/** Access tokens: only compared, to see whether another run has renewed them. */
	oauthTokenData?: { access_token?: unknown };
	accessToken?: unknown;
}

/** How a client behaves over a whole run. */
export interface ClientSettings {
	retries: RetryPolicy;
	batching: Batching;
}

/** n8n's credential type for each value of the node's `authentication` parameter. */
const CREDENTIAL_TYPES = new Map([
	['oAuth2', 'cerbOAuth2Api'],
	['signature', 'cerbSignatureApi'],
	['token', 'cerbTokenApi'],
]);

/**
 * The one door to Cerb: every HTTP call of the package goes through it, so that signing in,
 * encoding and errors have one place.
 */
export class CerbClient {
	private readonly gate: Gate;
	private hasWaitedForToken = false;
	/** Cancels waits when the user stops the execution. */
	private readonly signal: AbortSignal | undefined;

	private constructor(
		private readonly context: CerbContext,
		private readonly credentialType: string,
		/** Cerb's address without trailing slash. */
		readonly baseUrl: string,
		private readonly ignoreSslIssues: boolean,
		private knownToken: unknown,
		private readonly settings: ClientSettings,
	) {
		this.signal =
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
		this.gate = new Gate(settings.batching, this.signal);
	}

	/**
	 * Opens the door with the credential that the node's `authentication` parameter picks.
	 * @throws NodeOperationError when the credential has no usable Cerb URL
	 */
	static async open(
		context: CerbContext,
		authentication: string,
		settings: ClientSettings = { retries: DEFAULT_RETRIES, batching: DEFAULT_BATCHING },
	): Promise<CerbClient> {
		const credentialType = CREDENTIAL_TYPES.get(authentication);
		if (!credentialType) {
			throw inputError(
				context.getNode(),
				`The way to sign in "${authentication}" is unknown`,
				'Pick another value in the parameter Authentication',
			);
		}
		const data = await context.getCredentials<CredentialData>(credentialType);
		return new CerbClient(
			context,
			credentialType,
			checkBaseUrl(context.getNode(), data.baseUrl),
			data.ignoreSSLIssues === true,
			tokenOf(data),
			settings,
		);
	}

	/**
	 * Calls an endpoint and gives the payload of a success, with Cerb's keys.
	 * @throws NodeApiError for every other answer, and when there was none
	 */
	async call(request: CerbRequest): Promise<IDataObject> {
		const reading = await this.attempt(request);
		if ('failure' in reading) throw this.error(reading.failure, request);
		return reading.value;
	}

	/** The same for an answer that is one record: without what surrounds it. */
	async callRecord(request: CerbRequest): Promise<IDataObject> {
		const entries = Object.entries(await this.call(request));
		return Object.fromEntries(entries.filter(([key]) => !key.startsWith('__')));
	}

	/**
	 * The same for callers to whom a refusal by Cerb tells something.
	 * @throws NodeApiError when no answer came
	 */
	async attempt(request: CerbRequest): Promise<Reading> {
		return readEnvelope(await this.exchange(request), request, this.baseUrl);
	}

	/**
	 * Calls an endpoint whose answer may be anything, e.g. a file or XML. Failures are thrown all the
	 * same, in whatever disguise they come.
	 * @throws NodeApiError
	 */
	async fetch(request: CerbRequest): Promise<CerbAnswer> {
		const answer = await this.exchange(request);
		const failure = readFailure(answer, request, this.baseUrl);
		if (failure) throw this.error(failure, request);
		return answer;
	}

	/**
	 * Downloads a file. Its bytes are handed over as they come; whatever is no file fails as usual.
	 * @param take keeps the bytes; begins anew when the connection broke off
	 * @throws NodeApiError
	 */
	async download<T>(request: CerbRequest, take: (bytes: ByteStream) => Promise<T>): Promise<T> {
		const taken: T[] = [];
		const answer = await this.exchange(request, async ({ statusCode, headers, body }) => {
			const head = { status: statusCode, headers: headerMap(headers) };
			const bytes = body as unknown as ByteStream;
			if (!isFile(head.headers)) return { ...head, body: await readAll(bytes) };
			taken.push(await take(bytes));
			return { ...head, body: Buffer.alloc(0) };
		});
		if (taken.length > 0) return taken[taken.length - 1];
		const failure = readFailure(answer, request, this.baseUrl) ?? NO_FILE;
		throw this.error(failure, request);
	}

	/** The error of an input that cannot be sent, for callers below the node's parameters. */
	refusal(message: string, hint: string) {
		return inputError(this.context.getNode(), message, hint);
	}

	/** The error of a call, for callers who judge a success further. */
	error(failure: Failure, { method, path }: CerbRequest) {
		const isUncertain = method !== 'GET' && failure.reached === 'maybe';
		const told = isUncertain ? { ...failure, hint: `${failure.hint}. ${UNCERTAIN}` } : failure;
		return apiError(this.context.getNode(), told, { method, path });
	}

	/**
	 * Sends a request when it is its turn, again where that is safe and may help, and gives the answer
	 * whatever its status.
	 */
	private async exchange(
		request: CerbRequest,
		receive?: (response: IN8nHttpFullResponse) => Promise<CerbAnswer>,
	): Promise<CerbAnswer> {
		const isRead = request.method === 'GET';
		const options = this.options(request);
		if (receive) options.encoding = 'stream';
		let began = Date.now();
		const send = async () => {
			const queued = Date.now();
			return await this.gate.pass(async () => {
				// Waiting for its turn is not the request's own time.
				began += Date.now() - queued;
				const left = this.settings.retries.maxSeconds * 1000 - (Date.now() - began);
				return await this.send(options, left, receive ?? receiveBuffer);
			});
		};
		for (let tries = 1; ; tries++) {
			let outcome = await send();
			if (isSignInFailure(outcome) && (await this.isRenewedByOthers())) {
				outcome = await send();
			}
			const failure =
				'answer' in outcome ? readTransport(outcome.answer, this.baseUrl) : outcome.failure;
			const elapsed = Date.now() - began;
			const wait =
				failure && waitBeforeRetry(failure, isRead, tries, elapsed, this.settings.retries);
			if (wait !== undefined && !(await pause(wait, this.signal))) continue;
			if ('answer' in outcome) return outcome.answer;
			throw this.error(this.signal?.aborted ? CANCELLED : outcome.failure, request);
		}
	}

	/**
	 * Where runs go on side by side, n8n 1 lets each renew the access token; Cerb accepts the first and
	 * tells the others that their refresh token is invalid. These find the new token in the credential
	 * as soon as it is stored. Waits for it once a run, so that a dead credential fails fast.
	 */
	private async isRenewedByOthers(): Promise<boolean> {
		for (let look = 1; ; look++) {
			const token = tokenOf(await this.context.getCredentials<CredentialData>(this.credentialType));
			if (token !== this.knownToken) {
				this.knownToken = token;
				return true;
			}
			if (this.hasWaitedForToken || look === TOKEN_LOOKS) break;
			if (await pause(TOKEN_PAUSE, this.signal)) break;
		}
		this.hasWaitedForToken = true;
		return false;
	}

	/**
	 * One try. n8n signs the request, and on 401 renews the token and repeats it: so a 401 must reach
	 * n8n as an error and may not be ignored here. n8n's own time limit only counts silence, so the
	 * whole is raced against a clock.
	 */
	private async send(
		options: IHttpRequestOptions,
		left: number,
		receive: (response: IN8nHttpFullResponse) => Promise<CerbAnswer>,
	): Promise<Thrown> {
		const sent = this.context.helpers.httpRequestWithAuthentication
			.call(this.context as IAllExecuteFunctions, this.credentialType, { ...options })
			.then(async (response: IN8nHttpFullResponse) => ({ answer: await receive(response) }))
			.catch((error: unknown) => readThrown(error, new URL(this.baseUrl).host));
		return await withDeadline(sent, left, this.signal, () => ({ failure: TIMED_OUT }));
	}

	private options(request: CerbRequest): IHttpRequestOptions {
		const query = encodeForm(request.query ?? {});
		const options: IHttpRequestOptions = {
			method: request.method,
			url: `${this.baseUrl}/rest/${request.path}${query && `?${query}`}`,
			encoding: 'arraybuffer',
			returnFullResponse: true,
			// n8n would send the credential along to wherever a redirect points.
			disableFollowRedirect: true,
			// n8n reads this from OAuth2 credentials only.
			...(this.ignoreSslIssues ? { skipSslCertificateValidation: true } : {}),
		};
		if (request.rawBody) {
			// As bytes, because the HTTP library trims texts of some content types.
			options.body = Buffer.from(request.rawBody.content as string);
			options.headers = { 'Content-Type': request.rawBody.contentType };
		} else if (request.form) {
			// As text, which n8n can send again after renewing the token.
			options.body = this.formBody(request);
			options.headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
		}
		return options;
	}

	private formBody({ form = {}, query = {}, method }: CerbRequest): string {
		const body = encodeForm(form);
		const names = variableNames(body);
		if (names.length > MAX_FORM_VARIABLES) {
			throw inputError(
				this.context.getNode(),
				`${names.length} fields are too many for one call`,
				`Cerb reads ${MAX_FORM_VARIABLES} form variables and drops the rest without a word: split the call`,
			);
		}
		// Only for these two does Cerb merge query and body into lists.
		const isMerged = method === 'PUT' || method === 'PATCH';
		const inQuery = new Set(isMerged ? variableNames(encodeForm(query)) : []);
		const twice = names.find((name) => inQuery.has(name));
		if (twice !== undefined) {
			throw inputError(
				this.context.getNode(),
				`"${twice}" stands both in the query parameters and in the body`,
				'Cerb would merge the two into a list: keep one of them',
			);
		}
		return body;
	}
}

/** How often, and how many milliseconds apart, a run looks for a token that another one renewed. */
const TOKEN_LOOKS = 5;
const TOKEN_PAUSE = 400;

async function receiveBuffer(response: IN8nHttpFullResponse): Promise<CerbAnswer> {
	return {
		status: response.statusCode,
		headers: headerMap(response.headers),
		body: Buffer.from(response.body as unknown as Uint8Array),
	};
}

/** Every file of Cerb has this header, and no error has it (measured on Cerb 10.4.10). */
function isFile(headers: Record<string, string>): boolean {
	return headers['accept-ranges'] !== undefined;
}

async function readAll(bytes: ByteStream): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of bytes) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

function tokenOf({ oauthTokenData, accessToken }: CredentialData): unknown {
	return oauthTokenData?.access_token ?? accessToken;
}

function isSignInFailure(outcome: Thrown): boolean {
	return 'failure' in outcome && outcome.failure.cause === 'credential-invalid';
}

const NO_FILE: Failure = {
	message: 'Cerb answered, but not with a file',
	hint: 'Check the ID of the attachment',
};

/** For changes that may have been made: they are never sent again. */
const UNCERTAIN =
	'Whether Cerb has made the change is not known, so it was not sent again: look in Cerb before you repeat it';

const TIMED_OUT: Failure = {
	message: 'Cerb did not answer in time',
	hint: 'Ask for less at once, or raise Max Seconds under Request Options » Retries',
	reached: 'maybe',
	cause: 'temporarily-unavailable',
};
