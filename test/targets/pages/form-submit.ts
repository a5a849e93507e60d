/** form.submit(), which fires no `submit`, as soon as something is chosen. */
import { classicForm } from './support/classic-form';

const form = classicForm();
form.addEventListener('change', () => {
  form.submit();
});
