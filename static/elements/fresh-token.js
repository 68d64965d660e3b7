// Who signed in anew in another window may still send the form that stands here: it takes along the token of now.
document.addEventListener(
  "submit",
  ({ target }) => {
    const field = target.querySelector("input[name=csrfmiddlewaretoken]");
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (field && token) field.value = token[1];
  },
  true, // before any other listener reads the form
);
