import { generateKeyPairSync, sign, verify, type KeyPairKeyObjectResult } from 'node:crypto';

/** Claims of an access token (measured on Cerb 10.4.10); times are seconds with fractions. */
export interface AccessTokenClaims {
	/** Client id. */
	aud: string;
	jti: string;
	iat: number;
	nbf: number;
	exp: number;
	/** Worker id, as text. */
	sub: string;
	scopes: string[];
}

let keys: KeyPairKeyObjectResult | undefined;

/** One key pair for the whole process: making one takes longer than starting a server. */
function keyPair(): KeyPairKeyObjectResult {
	keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
	return keys;
}

/** Signs the claims as an RS256 JWT. */
export function signJwt(claims: AccessTokenClaims): string {
	const signed = `${encode({ typ: 'JWT', alg: 'RS256' })}.${encode(claims)}`;
	const signature = sign('RSA-SHA256', Buffer.from(signed), keyPair().privateKey);
	return `${signed}.${signature.toString('base64url')}`;
}

/** The claims of a JWT this process signed, or undefined for anything else; expiry is not looked at. */
export function readJwt(token: string): AccessTokenClaims | undefined {
	const parts = token.split('.');
	if (parts.length !== 3) return undefined;
	const [head, claims, signature] = parts;
	const sound = verify(
		'RSA-SHA256',
		Buffer.from(`${head}.${claims}`),
		keyPair().publicKey,
		Buffer.from(signature, 'base64url'),
	);
	if (!sound) return undefined;
	return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as AccessTokenClaims;
}

function encode(part: object): string {
	return Buffer.from(JSON.stringify(part)).toString('base64url');
}
