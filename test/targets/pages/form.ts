/** A classic form with a button: no script has a hand in it. */
import { classicForm } from './support/classic-form';

const send = document.createElement('button');
send.id = 'submit';
send.textContent = 'submit';
classicForm().append(send);
