// A link may carry the token behind the '#', which a browser never sends to a server: it is put
// into the form, taken out of the address and the history, and posted.
(() => {
  const form = document.getElementById("sign-in");
  const carried = /^#(?:token=)?([\w.-]+)$/.exec(location.hash);
  if (!form || !carried) {
    return;
  }
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.namedItem("token").value = carried[1];
  form.requestSubmit();
})();
