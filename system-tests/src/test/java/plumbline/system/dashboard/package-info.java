/** The dashboard on the running system. */
package plumbline.system.dashboard;
