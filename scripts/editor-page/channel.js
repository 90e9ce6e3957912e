// Stands in for the program that the page of qtmonaco is otherwise shown by.
window.qt = { webChannelTransport: {} };
window.QWebChannel = class {
  constructor(transport, ready) {
    const connector = new Proxy({}, { get: () => Object.assign(() => {}, { connect() {} }) });
    setTimeout(() => ready({ objects: new Proxy({}, { get: () => connector }) }), 0);
  }
};
