import { button, fileInput } from './elements';

export function classicForm(): HTMLFormElement {
  const form = document.createElement('form');
  form.method = 'post';
  form.enctype = 'multipart/form-data';
  form.action = '/upload';
  const input = fileInput();
  input.name = 'photo';
  form.append(input);
  document.body.append(form);
  button('open', () => {
    input.click();
  });
  return form;
}
