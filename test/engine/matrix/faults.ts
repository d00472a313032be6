import { effects } from '../../cerb-server';
import type { Fault, Told } from './fault';

const CUT: Told = {
	message: /^Could not reach Cerb at 127\.0\.0\.1:\d+$/,
	hint: /connection broke off before the answer/,
	httpCode: null,
	code: 'ECONNRESET',
};
const SILENT: Told = {
	message: /^Cerb did not answer in time$/,
	hint: /raise Max Seconds/,
	httpCode: null,
};
const BUSY: Told = { message: /too many requests/, hint: /^Wait, then/, httpCode: 429 };

const HUGE = 100 * 1024 * 1024;

/** Every fault that an operation is run against. */
export const FAULTS: Fault[] = [
	{
		name: 'connection refused',
		class: 'unmade',
		reach: 'nothing',
		effects: () => [],
		outage: 'refuse',
		told: {
			message: /^Could not reach Cerb at 127\.0\.0\.1:\d+$/,
			hint: /^Nothing listens there: check the Cerb URL/,
			httpCode: null,
			code: 'ECONNREFUSED',
		},
	},
	{
		name: 'reset before the request was read',
		class: 'broken',
		reach: 'nothing',
		effects: () => [],
		outage: 'hangUp',
		told: CUT,
	},
	{
		name: 'reset after it was read, not carried out',
		class: 'broken',
		reach: 'arrives',
		effects: () => [effects.reset()],
		told: CUT,
	},
	{
		name: 'reset after it was carried out',
		class: 'broken',
		reach: 'carriedOut',
		effects: () => [effects.resetAfter()],
		told: CUT,
	},
	{
		name: 'reset in the answer',
		class: 'broken',
		reach: 'carriedOut',
		effects: () => [effects.resetInBody()],
		told: {
			message: /^The connection broke off in the middle of the answer$/,
			hint: /lost the rest/,
			httpCode: null,
		},
	},
	{
		name: 'slow headers',
		class: 'harmless',
		reach: 'carriedOut',
		effects: () => [effects.delay(60)],
	},
	{
		name: 'slow body',
		class: 'harmless',
		reach: 'carriedOut',
		effects: () => [effects.slowBody(20)],
	},
	{
		name: 'truncated JSON',
		class: 'broken',
		reach: 'carriedOut',
		effects: () => [effects.truncatedJson()],
		told: {
			message: /^The answer of Cerb is cut off or damaged$/,
			hint: /lost the rest/,
			httpCode: 200,
		},
	},
	{
		name: 'PHP warnings before the JSON',
		class: 'warned',
		reach: 'carriedOut',
		effects: () => [effects.phpWarning()],
		told: {
			message: /^Cerb printed messages before its answer: Warning/,
			hint: /stop PHP from printing messages/,
			httpCode: 200,
		},
	},
	{
		name: 'empty 500',
		class: 'garbled',
		reach: 'arrives',
		effects: () => [effects.emptyError()],
		told: { message: /^Cerb crashed/, hint: /PHP error log/, httpCode: 500 },
	},
	{
		name: 'HTML 502',
		class: 'broken',
		reach: 'arrives',
		effects: () => [effects.badGateway()],
		told: { message: /could not reach Cerb behind it/, hint: /try again later/, httpCode: 502 },
	},
	{
		name: 'HTML 503',
		class: 'broken',
		reach: 'arrives',
		effects: () => [effects.unavailable()],
		told: { message: /^Cerb is unavailable$/, hint: /try again later/, httpCode: 503 },
	},
	{
		name: 'HTML 504',
		class: 'broken',
		reach: 'arrives',
		effects: () => [effects.gatewayTimeout()],
		told: { message: /^Cerb did not answer .* in time$/, hint: /Ask for less/, httpCode: 504 },
	},
	{
		name: '429 without Retry-After',
		class: 'limited',
		reach: 'arrives',
		effects: () => [effects.rateLimited()],
		told: BUSY,
	},
	{
		name: '429 with Retry-After in seconds',
		class: 'limited',
		reach: 'arrives',
		effects: () => [effects.rateLimited(1)],
		told: BUSY,
	},
	{
		name: '429 with Retry-After as a date',
		class: 'limited',
		reach: 'arrives',
		effects: () => [effects.rateLimited(new Date(Date.now() + 1000).toUTCString())],
		told: BUSY,
	},
	{
		name: '302 to /update/locked',
		class: 'refused',
		reach: 'arrives',
		effects: () => [effects.upgradePending()],
		told: { message: /^Cerb is being upgraded$/, hint: /administrator/, httpCode: 302 },
	},
	{
		name: '302 to /login',
		class: 'refused',
		reach: 'arrives',
		effects: () => [effects.toLogin()],
		told: { message: /redirect to \/login$/, hint: /check the Cerb URL/, httpCode: 302 },
	},
	{
		name: '401 once: the token is over',
		class: 'expired',
		reach: 'arrives',
		effects: () => [effects.expireToken()],
	},
	{
		name: '401 always',
		class: 'denied',
		reach: 'arrives',
		effects: () => [effects.unauthorized()],
		told: { message: /denied the request\.$/, hint: /connect it again/, httpCode: 401 },
	},
	{
		name: 'out of scope',
		class: 'refused',
		reach: 'arrives',
		effects: () => [effects.outOfScope()],
		told: {
			message: /^Your token does not have permission/,
			hint: /^The scopes of the credential do not/,
			httpCode: 200,
		},
	},
	{
		name: 'an error of Cerb',
		class: 'refused',
		reach: 'arrives',
		effects: () => [effects.refused('The moon is wrong.', 'ERROR_PARAM_INVALID')],
		told: {
			message: /^The moon is wrong\.$/,
			hint: /check the values/,
			httpCode: 200,
			code: 'ERROR_PARAM_INVALID',
		},
	},
	{
		name: 'JSON as text/html',
		class: 'harmless',
		reach: 'carriedOut',
		effects: () => [effects.typed('text/html')],
	},
	{
		name: 'HTML with 200',
		class: 'garbled',
		reach: 'arrives',
		effects: () => [effects.htmlPage()],
		told: {
			message: /^Got a web page \("Welcome"\)/,
			hint: /sign-in page or proxy/,
			httpCode: 200,
		},
	},
	{
		name: 'not implemented as text/plain',
		class: 'refused',
		reach: 'arrives',
		effects: () => [effects.withoutExtension()],
		told: { message: /^'me' is not implemented\.$/, hint: /extension/, httpCode: 200 },
	},
	{
		name: 'gzip',
		class: 'harmless',
		reach: 'carriedOut',
		effects: () => [effects.gzipped()],
	},
	{
		name: 'a body of 100 MB',
		class: 'harmless',
		reach: 'carriedOut',
		effects: () => [effects.padded(HUGE)],
		isHeavy: true,
	},
	{
		name: 'records appear and vanish between pages',
		class: 'moving',
		reach: 'carriedOut',
		effects: () => [],
	},
	{
		name: 'silence before the answer',
		class: 'stalled',
		reach: 'arrives',
		effects: (silence) => [effects.before(silence), effects.reset()],
		told: SILENT,
	},
	{
		name: 'silence in the answer',
		class: 'stalled',
		reach: 'carriedOut',
		effects: (silence) => [effects.slowBody(silence, 2)],
		told: SILENT,
	},
];
