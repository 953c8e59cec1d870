/**
 * Random input to every RPC and route that there is: refused in words, and nothing else happens.
 */
package plumbline.system.fuzz;
