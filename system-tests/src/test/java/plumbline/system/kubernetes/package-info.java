/**
 * Checks of the Kubernetes base that need kubectl but no cluster: it is rendered as `kubectl apply
 * -k` would, held against the strict schema and the project's own rules, and every rule is shown to
 * fail.
 */
package plumbline.system.kubernetes;
