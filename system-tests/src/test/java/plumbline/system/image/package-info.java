/** What becomes of the services as images: Dockerfiles, AOT cache and bill of materials. */
package plumbline.system.image;
