/** The dashboard in a real browser, on the running system. */
package plumbline.system.browser;
