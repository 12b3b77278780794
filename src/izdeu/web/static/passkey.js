// Passkeys: the one thing that needs a script. Codes work without it.
"use strict";
(() => {
  const known = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;
  document.querySelectorAll("[data-passkey]").forEach((button) => {
    if (!known) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const told = JSON.parse(button.dataset.question);
      const making = button.dataset.passkey === "create";
      try {
        const key = making
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(told) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(told) });
        const form = button.form;
        form.elements.passkey.value = JSON.stringify(key.toJSON());
        form.submit();
      } catch (refused) {
        // The person declined, or waited too long: the form stays as it is, for another try or a code.
        button.focus();
      }
    });
  });
})();
