/** What is sent to a service and answered by it, below any client of ours. */
package plumbline.system.wire;
