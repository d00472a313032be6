import { watch } from './watch';

/*
 * Run by test/unit/leaks/wiring.test.ts in a jest of its own, with the settings of jest.config.js:
 * two of these must fail, and the file itself for what comes after its tests.
 */

const WORD = 'a word that stands for a secret';

it('leaks', () => {
	watch.learn('word', WORD);
	watch.take('items', 'item', { json: { text: `<${WORD}>` } });
});

it('leaks before it is known', () => {
	watch.take('errors', 'error', new Error('another word that stands for one'));
	watch.learn('word', 'another word that stands for one');
});

describe('a suite', () => {
	afterAll(() => watch.take('answers', 'afterwards', [WORD]));

	it('is tight', () => {
		watch.take('items', 'item', { json: { text: 'harmless' } });
	});
});
