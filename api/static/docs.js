"use strict";

window.addEventListener("load", function () {
  window.SwaggerUIBundle({
    dom_id: "#swagger-ui",
    url: "/openapi.json",
    deepLinking: true,
    validatorUrl: null, // asks nobody outside
    presets: [window.SwaggerUIBundle.presets.apis],
  });
});
