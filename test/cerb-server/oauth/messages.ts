import { htmlAnswer, type HttpAnswer } from '../http/answer';

/**
 * The errors of the OAuth2 server as Cerb 10.4.10 sends them: one English sentence as text/html,
 * never the JSON of RFC 6749.
 */
const ERRORS = {
	unsupportedGrant: [
		400,
		'The authorization grant type is not supported by the authorization server.',
	],
	invalidRequest: [
		400,
		'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.',
	],
	invalidClient: [401, 'Client authentication failed'],
	invalidGrant: [
		400,
		'The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
	],
	invalidRefreshToken: [401, 'The refresh token is invalid.'],
	invalidScope: [400, 'The requested scope is invalid, unknown, or malformed'],
	accessDenied: [401, 'The resource owner or authorization server denied the request.'],
} as const;

export type OAuthError = keyof typeof ERRORS;

/** The sentence of an error; REST answers carry it too. */
export function oauthMessage(error: OAuthError): string {
	return ERRORS[error][1];
}

/** The answer /oauth gives for an error. */
export function oauthErrorAnswer(error: OAuthError): HttpAnswer {
	const [status, sentence] = ERRORS[error];
	return htmlAnswer(status, sentence);
}
