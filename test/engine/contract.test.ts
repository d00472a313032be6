import { filesSuite } from '../contract/files';
import { mailSuite } from '../contract/mail';
import { platformSuite } from '../contract/platform';
import { recordsSuite } from '../contract/records';
import { contractSuite } from '../contract/suite';
import { useBed } from './support';

const bed = useBed({ tasks: 1300, tickets: 700 });

const target = () => ({ engine: bed.engine, credential: bed.connect() });

contractSuite('the embedded Cerb', target);
recordsSuite('the embedded Cerb', target);
filesSuite('the embedded Cerb', target);
mailSuite('the embedded Cerb', target);
platformSuite('the embedded Cerb', target);
