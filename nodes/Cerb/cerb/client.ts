import type {
	IAllExecuteFunctions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { normalizeBaseUrl } from './base-url';
import { encodeForm, MAX_FORM_VARIABLES, variableNames } from './encode';
import { readEnvelope, readFailure, type Reading } from './envelope';
import { apiError, inputError, type Failure } from './failure';
import { headerMap, readThrown } from './thrown';
import type { CerbAnswer, CerbRequest } from './types';

/** Where a client can be used: in an execution, or behind the editor's pickers. */
export type CerbContext = IExecuteFunctions | ILoadOptionsFunctions;

/** n8n's credential type for each value of the node's `authentication` parameter. */
const CREDENTIAL_TYPES = new Map([['oAuth2', 'cerbOAuth2Api']]);

/**
 * The one door to Cerb: every HTTP call of the package goes through it, so that signing in,
 * encoding and errors have one place.
 */
export class CerbClient {
	private constructor(
		private readonly context: CerbContext,
		private readonly credentialType: string,
		/** Cerb's address without trailing slash. */
		readonly baseUrl: string,
	) {}

	/**
	 * Opens the door with the credential that the node's `authentication` parameter picks.
	 * @throws NodeOperationError when the credential has no usable Cerb URL
	 */
	static async open(context: CerbContext, authentication: string): Promise<CerbClient> {
		const credentialType = CREDENTIAL_TYPES.get(authentication);
		if (!credentialType) {
			throw inputError(
				context.getNode(),
				`The way to sign in "${authentication}" is unknown`,
				'Pick another value in the parameter Authentication',
			);
		}
		const { baseUrl } = await context.getCredentials<{ baseUrl?: unknown }>(credentialType);
		return new CerbClient(context, credentialType, checkBaseUrl(context, baseUrl));
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

	/** The error of an input that cannot be sent, for callers below the node's parameters. */
	refusal(message: string, hint: string) {
		return inputError(this.context.getNode(), message, hint);
	}

	/** The error of a call, for callers who judge a success further. */
	error(failure: Failure, { method, path }: CerbRequest) {
		return apiError(this.context.getNode(), failure, { method, path });
	}

	/**
	 * Sends a request and gives the answer whatever its status. n8n signs it, and on 401 renews the
	 * token and repeats it: so a 401 must reach n8n as an error and may not be ignored here.
	 */
	private async exchange(request: CerbRequest): Promise<CerbAnswer> {
		const options = this.options(request);
		try {
			const response = (await this.context.helpers.httpRequestWithAuthentication.call(
				this.context as IAllExecuteFunctions,
				this.credentialType,
				options,
			)) as IN8nHttpFullResponse;
			return {
				status: response.statusCode,
				headers: headerMap(response.headers),
				body: Buffer.from(response.body as unknown as Uint8Array),
			};
		} catch (error) {
			const thrown = readThrown(error, new URL(this.baseUrl).host);
			if ('answer' in thrown) return thrown.answer;
			throw this.error(thrown.failure, request);
		}
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
		const inQuery = new Set(variableNames(encodeForm(query)));
		const twice = names.find((name) => inQuery.has(name));
		if (twice !== undefined && (method === 'PUT' || method === 'PATCH')) {
			throw inputError(
				this.context.getNode(),
				`"${twice}" stands both in the query parameters and in the body`,
				'Cerb would merge the two into a list: keep one of them',
			);
		}
		return body;
	}
}

function checkBaseUrl(context: CerbContext, pasted: unknown): string {
	const baseUrl = normalizeBaseUrl(typeof pasted === 'string' ? pasted : '');
	let url: URL | undefined;
	try {
		url = new URL(baseUrl);
	} catch {
		// Told below, together with what parses but is no address of a web server.
	}
	const isWeb = url && /^https?:$/.test(url.protocol) && url.hostname !== '';
	if (isWeb && !url?.username && !url?.password) return baseUrl;
	throw inputError(
		context.getNode(),
		pasted
			? 'The Cerb URL in the credential is not a web address'
			: 'The credential has no Cerb URL',
		'Open the credential and enter the address of your Cerb, e.g. https://cerb.example.com, without a user name or password in it',
	);
}
