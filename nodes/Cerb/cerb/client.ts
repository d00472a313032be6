import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	INode,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { checkBaseUrl } from './check-base-url';
import { CredentialReader } from './credential-reader';
import { readEnvelope, readFailure, readTransport, type Reading } from './envelope';
import { apiError, inputError, type Failure } from './failure';
import { DEFAULT_BATCHING, Gate, type Batching } from './gate';
import { httpRequest } from './http-request';
import { isFile, receiveBuffer, receiveFile, type Receive } from './receive';
import { redactor } from './redact';
import { DEFAULT_RETRIES, pause, waitBeforeRetry, withDeadline, type RetryPolicy } from './retry';
import { shown } from './text';
import { CANCELLED, readThrown, withBody, type ByteStream, type Thrown } from './thrown';
import { TokenWatch, type TokenData } from './token-watch';
import type { CerbAnswer, CerbRequest } from './types';

/** Where a client can be used: in an execution, in triggers, or behind the editor's pickers. */
export type CerbContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** What the client itself needs to know of a credential. */
interface CredentialData extends TokenData {
	baseUrl?: unknown;
	ignoreSSLIssues?: unknown;
}

/** How a client behaves over a whole run. */
export interface ClientSettings {
	retries: RetryPolicy;
	batching: Batching;
}

/** The one way to sign in that has nothing to renew. */
const SIGNATURE = 'cerbSignatureApi';

/** n8n's credential type for each value of the node's `authentication` parameter. */
const CREDENTIAL_TYPES = new Map([
	['oAuth2', 'cerbOAuth2Api'],
	['signature', SIGNATURE],
	['token', 'cerbTokenApi'],
]);

/**
 * The one door to Cerb: every HTTP call of the package goes through it, so that signing in,
 * encoding and errors have one place.
 */
export class CerbClient {
	/** n8n copies it for each who asks. */
	private readonly node: INode;
	private readonly gate: Gate;
	private readonly token: TokenWatch;
	/** Cancels waits when the user stops the execution. */
	private readonly signal: AbortSignal | undefined;

	private constructor(
		private readonly context: CerbContext,
		private readonly credentialType: string,
		/** Cerb's address without trailing slash. */
		readonly baseUrl: string,
		private readonly ignoreSslIssues: boolean,
		private readonly credential: CredentialReader<CredentialData>,
		data: CredentialData,
		private readonly redacted: (failure: Failure) => Failure,
		private readonly settings: ClientSettings,
	) {
		this.node = context.getNode();
		this.signal =
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
		this.gate = new Gate(settings.batching, this.signal);
		this.token = new TokenWatch(data, async () => await credential.readAnew(), this.signal);
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
				`The way to sign in ${shown(authentication)} is unknown`,
				'Pick another value in the parameter Authentication',
			);
		}
		const credential = new CredentialReader<CredentialData>(context, credentialType);
		const data = await credential.read();
		return new CerbClient(
			context,
			credentialType,
			checkBaseUrl(context.getNode(), data.baseUrl),
			data.ignoreSSLIssues === true,
			credential,
			data,
			redactor(data),
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
	 * The same with the time of the answer on the clock of its `Date` header, in unix seconds: it was
	 * made no sooner than `since` and no later than `until`. Only differences of these times mean
	 * something: the clock may be that of a proxy.
	 * @throws NodeApiError
	 */
	async callTimed(
		request: CerbRequest,
	): Promise<{ value: IDataObject; since: number; until: number }> {
		const began = Date.now();
		const answer = await this.exchange(request);
		const reading = readEnvelope(answer, request, this.baseUrl);
		if ('failure' in reading) throw this.error(reading.failure, request);
		const ended = Date.now();
		const until = Math.floor((Date.parse(answer.headers.date ?? '') || ended) / 1000);
		return { value: reading.value, since: until - Math.ceil((ended - began) / 1000), until };
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
	 * Downloads a file. Its bytes are handed over as they come, again where the connection broke off.
	 * @param size bytes that the file has
	 * @param take keeps the bytes and gives their number
	 * @throws NodeApiError when no file came, or not all of it
	 */
	async download(
		request: CerbRequest,
		size: number,
		take: (bytes: ByteStream) => Promise<number>,
	): Promise<void> {
		const answer = await this.exchange(request, receiveFile(size, take));
		if (isFile(answer.headers)) return;
		const reading = readEnvelope(answer, request, this.baseUrl);
		throw this.error('failure' in reading ? reading.failure : NO_FILE, request);
	}

	/** The error of an input that cannot be sent, for callers below the node's parameters. */
	refusal(message: string, hint: string) {
		return inputError(this.context.getNode(), message, hint);
	}

	/** The error of a call, for callers who judge a success further. */
	error(failure: Failure, { method, path }: CerbRequest) {
		const isUncertain = method !== 'GET' && failure.reached === 'maybe';
		const told = isUncertain ? { ...failure, hint: `${failure.hint}. ${UNCERTAIN}` } : failure;
		return apiError(this.context.getNode(), this.redacted(told), { method, path });
	}

	/**
	 * Sends a request when it is its turn, again where that is safe and may help, and gives the answer
	 * whatever its status.
	 */
	private async exchange(
		request: CerbRequest,
		receive: Receive = receiveBuffer,
	): Promise<CerbAnswer> {
		const isRead = request.method === 'GET';
		const options = httpRequest(this.node, this.baseUrl, request);
		// n8n reads this from OAuth2 credentials only.
		if (this.ignoreSslIssues) options.skipSslCertificateValidation = true;
		if (receive !== receiveBuffer) options.encoding = 'stream';
		let began = Date.now();
		const send = async () => {
			const queued = Date.now();
			return await this.gate.pass(async () => {
				// Waiting for its turn is not the request's own time.
				began += Date.now() - queued;
				// Following a renewal belongs to the turn: what comes next would meet the same old token.
				return await this.token.follow(async () => {
					const left = this.settings.retries.maxSeconds * 1000 - (Date.now() - began);
					return await this.send(options, left, receive);
				});
			});
		};
		for (let tries = 1; ; tries++) {
			const outcome = await send();
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
	 * One try. n8n signs the request, and on 401 renews the token and repeats it: that one status must
	 * reach n8n as an error. No other may, because n8n 1 loses headers and cause of an error. n8n 1 does
	 * not know exceptions and ignores 401 as well: then it is asked again with nothing ignored. n8n's
	 * own time limit only counts silence, so the whole is raced against a clock.
	 */
	private async send(
		options: IHttpRequestOptions,
		left: number,
		receive: Receive,
	): Promise<Thrown> {
		const once = async (more: Partial<IHttpRequestOptions>) =>
			(await this.context.helpers.httpRequestWithAuthentication.call(
				this.credential.context as IAllExecuteFunctions,
				this.credentialType,
				{ ...options, ...more },
			)) as IN8nHttpFullResponse;
		const canRenew = this.credentialType !== SIGNATURE;
		const sent = once({ ignoreHttpStatusErrors: canRenew ? ALL_BUT_401 : true })
			.then(async (response) => {
				if (!canRenew || response.statusCode !== 401) return response;
				// Another run may have renewed the token.
				await this.credential.readAnew();
				return await once({});
			})
			.then(receive)
			.catch(async (error: unknown) =>
				readThrown(await withBody(error), new URL(this.baseUrl).host),
			);
		return await withDeadline(sent, left, this.signal, () => ({ failure: TIMED_OUT }));
	}
}

/** n8n renews the token on this status, so it must see it. */
const ALL_BUT_401 = { ignore: true as const, except: [401] };

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
