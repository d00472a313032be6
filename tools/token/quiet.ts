/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program, never inside n8n */
// simple-oauth2 writes client secrets and tokens to stderr when DEBUG asks for it. It reads the
// variable while it loads, so this module has to be imported before it.
delete process.env.DEBUG;

export {};
